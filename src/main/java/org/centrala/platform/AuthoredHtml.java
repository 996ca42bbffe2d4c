package org.centrala.platform;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** HTML that our own people wrote: what the composer can make, and nothing that could act in a colleague's browser. */
public final class AuthoredHtml {
    private static final Pattern MENTION =
            Pattern.compile("(?:agent|team):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final PolicyFactory POLICY = policy().toFactory();
    private static final PolicyFactory NOTE = policy().allowAttributes("data-mention")
            .matching(MENTION)
            .onElements("span")
            .toFactory();

    /** What the sanitiser makes of two braces, so that no template engine reads them: we have none in a browser. */
    private static final String CUT_BRACES = "{<!-- -->{";

    private AuthoredHtml() {}

    public static String clean(String html) {
        return POLICY.sanitize(html).replace(CUT_BRACES, "{{");
    }

    /** The same for what stays among ourselves: who is mentioned in it is kept by id. */
    public static String cleanNote(String html) {
        return NOTE.sanitize(html).replace(CUT_BRACES, "{{");
    }

    private static HtmlPolicyBuilder policy() {
        return new HtmlPolicyBuilder()
                .allowElements("""
                    p div br b strong i em u s ul ol li blockquote pre code h1 h2 h3 hr span a img \
                    table thead tbody tr td th""".split(" "))
                .allowAttributes("href")
                .onElements("a")
                .allowAttributes("src", "alt", "width", "height")
                .onElements("img")
                .allowAttributes("colspan", "rowspan")
                .onElements("td", "th")
                .allowUrlProtocols("https", "http", "mailto", "tel", "cid")
                .requireRelNofollowOnLinks();
    }

    /** The same in plain text: a line for a block, a dash for an item, an address behind its link. */
    public static String text(String html) {
        var document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        document.select("br").after("\\n");
        document.select("p, div, li, blockquote, h1, h2, h3, tr, pre").before("\\n");
        document.select("li").prepend("- ");
        document.select("a[href]").forEach(link -> {
            if (!link.text().contains(link.attr("href"))) {
                link.appendText(" <" + link.attr("href") + ">");
            }
        });
        return document.wholeText()
                .replace("\\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
