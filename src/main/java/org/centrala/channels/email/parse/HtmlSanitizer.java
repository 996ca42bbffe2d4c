package org.centrala.channels.email.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Makes HTML of strangers safe to show and close to what its sender meant: layout tables, inline styles from a list,
 * images by {@code cid:} or remote address (whoever shows it decides whether to load them), links that open apart. No
 * script, form, frame, event handler or style address survives. The policy is built once; an instance is free to share.
 */
public final class HtmlSanitizer {
    private static final Pattern VIEWPORT =
            Pattern.compile("[0-9][sdl]?v(?:h|w|b|i|min|max)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(px|%|pt|em)?");
    private static final Pattern COLOUR = Pattern.compile("#?[a-zA-Z0-9]{1,30}|rgba?\\([0-9., %]{5,40}\\)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z-]{1,20}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z0-9-]{1,20}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_:.-]{1,100}");
    private static final Pattern FONT = Pattern.compile("[\\p{L}\\p{N} ,'\"-]{1,200}");

    private static final List<String> ELEMENTS = List.of(Words.list("""
            a | abbr | address | article | aside | b | bdi | bdo | big | blockquote | br | caption | center | cite
            code | col | colgroup | dd | del | details | dfn | div | dl | dt | em | figcaption | figure | font
            footer | h1 | h2 | h3 | h4 | h5 | h6 | header | hr | i | img | ins | kbd | li | main | mark | nav | ol | p
            pre | q | s | samp | section | small | span | strike | strong | sub | summary | sup | table | tbody | td
            tfoot | th | thead | tr | tt | u | ul | var | wbr
            """));

    /** Styles that lay out text; positions, which could cover the page around it, are not among them. */
    private static final CssSchema STYLES = CssSchema.withProperties(List.of(Words.list("""
            background-color | border | border-bottom | border-bottom-color | border-bottom-style
            border-bottom-width | border-collapse | border-color | border-left | border-left-color | border-left-style
            border-left-width | border-radius | border-right | border-right-color | border-right-style
            border-right-width | border-spacing | border-style | border-top | border-top-color | border-top-style
            border-top-width | border-width | caption-side | clear | color | direction | display | empty-cells | float
            font | font-family | font-size | font-style | font-variant | font-weight | height | letter-spacing
            line-height | list-style | list-style-position | list-style-type | margin | margin-bottom | margin-left
            margin-right | margin-top | max-height | max-width | min-height | min-width | overflow | padding
            padding-bottom | padding-left | padding-right | padding-top | table-layout | text-align | text-decoration
            text-indent | text-transform | vertical-align | white-space | width | word-break | word-spacing
            word-wrap
            """)));

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    (name, attributes) -> name.equals("img") ? image(attributes) : unmeasured(name, attributes),
                    ELEMENTS.toArray(String[]::new))
            .allowElements((name, attributes) -> link(name, attributes), "a")
            .allowWithoutAttributes("span", "font", "a", "div", "td", "table")
            .allowUrlProtocols("http", "https", "mailto", "tel", "cid", "data")
            .allowAttributes("href")
            .matching(prefixed("http://", "https://", "mailto:", "tel:", "#"))
            .onElements("a")
            .allowAttributes("target", "rel")
            .onElements("a")
            .allowAttributes("src")
            .matching(prefixed(
                    "http://",
                    "https://",
                    "cid:",
                    "data:image/png;base64,",
                    "data:image/jpeg;base64,",
                    "data:image/jpg;base64,",
                    "data:image/gif;base64,",
                    "data:image/webp;base64,"))
            .onElements("img")
            .allowAttributes("alt")
            .onElements("img")
            .allowAttributes("title")
            .globally()
            .allowAttributes("dir")
            .matching(true, "ltr", "rtl", "auto")
            .globally()
            .allowAttributes("lang")
            .matching(LANGUAGE)
            .globally()
            .allowAttributes("width", "height", "border", "hspace", "vspace")
            .matching(NUMBER)
            .onElements("img", "table", "td", "th", "tr", "col", "colgroup", "hr")
            .allowAttributes("cellpadding", "cellspacing")
            .matching(NUMBER)
            .onElements("table")
            .allowAttributes("colspan", "rowspan", "span")
            .matching(NUMBER)
            .onElements("td", "th", "col", "colgroup")
            .allowAttributes("align", "valign")
            .matching(WORD)
            .globally()
            .allowAttributes("bgcolor")
            .matching(COLOUR)
            .onElements("table", "tr", "td", "th", "tbody", "div", "p", "span")
            .allowAttributes("color")
            .matching(COLOUR)
            .onElements("font", "hr")
            .allowAttributes("face")
            .matching(FONT)
            .onElements("font")
            .allowAttributes("size")
            .matching(NUMBER)
            .onElements("font", "hr")
            .allowAttributes("start")
            .matching(NUMBER)
            .onElements("ol")
            .allowAttributes("type")
            .matching(true, "1", "a", "i", "disc", "circle", "square", "cite")
            .onElements("ol", "ul", "li", "blockquote")
            .allowAttributes("name")
            .matching(NAME)
            .onElements("a")
            .allowStyling(STYLES)
            .toFactory();

    public String sanitize(String html) {
        return POLICY.sanitize(withoutStyleSheets(html));
    }

    private static Predicate<String> prefixed(String... prefixes) {
        return value -> {
            var address = value.strip();
            for (var prefix : prefixes) {
                if (address.regionMatches(true, 0, prefix, 0, prefix.length())) {
                    return true;
                }
            }
            return false;
        };
    }

    /** One-pixel pictures are there to report who reads; nothing is lost with them. */
    private static @Nullable String image(List<String> attributes) {
        int tiny = 0;
        for (int i = 0; i + 1 < attributes.size(); i += 2) {
            var name = attributes.get(i).toLowerCase(Locale.ROOT);
            var value = attributes.get(i + 1).strip();
            if ((name.equals("width") || name.equals("height"))
                    && (value.equals("0") || value.equals("1") || value.equals("1px") || value.equals("0px"))) {
                tiny++;
            }
        }
        return tiny == 2 ? null : unmeasured("img", attributes);
    }

    /** The frame is as high as the mail: one that is higher than its frame ("100vh" and a line) would grow for ever. */
    private static String unmeasured(String name, List<String> attributes) {
        for (int i = 0; i + 1 < attributes.size(); i += 2) {
            if (attributes.get(i).equals("style")
                    && VIEWPORT.matcher(attributes.get(i + 1)).find()) {
                attributes.set(
                        i + 1,
                        Arrays.stream(attributes.get(i + 1).split(";"))
                                .filter(one -> !VIEWPORT.matcher(one).find())
                                .collect(Collectors.joining(";")));
            }
        }
        return name;
    }

    private static String link(String name, List<String> attributes) {
        boolean target = false;
        for (int i = 0; i + 1 < attributes.size(); i += 2) {
            var attribute = attributes.get(i);
            if (attribute.equals("target") || attribute.equals("rel")) {
                attributes.remove(i + 1);
                attributes.remove(i);
                i -= 2;
            } else if (attribute.equals("href")) {
                target = !attributes.get(i + 1).startsWith("#");
            }
        }
        if (target) {
            attributes.addAll(List.of("target", "_blank", "rel", "noopener noreferrer nofollow"));
        }
        return name;
    }

    /** Style sheets are dropped anyway and large in Office mails; cutting them before the sanitiser reads saves the work. */
    private static String withoutStyleSheets(String html) {
        if (html.indexOf("<style") < 0) {
            return html;
        }
        var kept = new StringBuilder(html.length());
        int at = 0;
        while (at < html.length()) {
            int style = html.indexOf("<style", at);
            int end = style < 0 ? -1 : html.indexOf("</style>", style);
            if (end < 0) {
                break;
            }
            kept.append(html, at, style);
            at = end + 8;
        }
        return kept.append(html, at, html.length()).toString();
    }
}
