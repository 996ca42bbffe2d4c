package org.centrala.channels.email.trust;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Says behind each link that shows one address and leads to another where it leads. */
public final class DeceptiveLinks {
    private static final int LONGEST_TEXT = 300;
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern SHOWN = Pattern.compile(
            "(?i)(https?://)?(www\\.)?((?:[\\p{L}\\p{N}_-]{1,63}\\.){1,10}[\\p{L}\\p{N}-]{2,63})\\.?(?::[0-9]{1,5})?(?:[/?#]\\S*)?");

    private DeceptiveLinks() {}

    /** The HTML with its marks, and the domains that links pretend not to lead to. */
    public record Marked(String html, Set<String> targets) {}

    /** Marks sanitised HTML, in which a link is written as {@code <a href="…">}. */
    public static Marked mark(String html) {
        var marked = new StringBuilder();
        var targets = new LinkedHashSet<String>();
        int done = 0;
        for (int at = html.indexOf("<a href=\""); at >= 0; at = html.indexOf("<a href=\"", at + 9)) {
            int quote = html.indexOf('"', at + 9);
            int begin = quote < 0 ? -1 : html.indexOf('>', quote);
            int end = begin < 0 ? -1 : html.indexOf("</a>", begin);
            if (end < 0) {
                break;
            }
            var target = end - begin > LONGEST_TEXT * 4
                    ? null
                    : other(html.substring(begin + 1, end), html.substring(at + 9, quote));
            if (target != null) {
                targets.add(target);
                marked.append(html, done, end + 4)
                        .append(" <strong>\u26a0\u00a0")
                        .append(Entities.escape(target))
                        .append("</strong>");
                done = end + 4;
            }
        }
        return targets.isEmpty()
                ? new Marked(html, Set.of())
                : new Marked(marked.append(html, done, html.length()).toString(), targets);
    }

    /** The domain that a link leads to when its text shows another one. */
    private static @Nullable String other(String content, String href) {
        if (content.indexOf('.') < 0) {
            return null;
        }
        var text = Parser.unescapeEntities(TAG.matcher(content).replaceAll(""), false)
                .replaceAll("[\\u200b-\\u200f\\u2060\\ufeff\\u00ad]", "")
                .strip();
        var shown = text.length() > LONGEST_TEXT ? null : shown(text);
        var target = target(Parser.unescapeEntities(href, true));
        return shown == null || target == null || Domains.aligned(shown, target, false)
                ? null
                : Domains.unicode(target);
    }

    private static @Nullable String shown(String text) {
        int at = text.indexOf('@');
        if (at > 0 && text.indexOf('/') < 0) {
            var domain = Domains.ascii(text.substring(at + 1));
            return EffectiveTldFinder.getEffectiveTLD(domain) == null ? null : domain;
        }
        var address = SHOWN.matcher(text);
        if (!address.matches()) {
            return null;
        }
        var domain = Domains.ascii(address.group(3));
        // "index.html" is a file, unless it says that it is an address
        boolean said = address.group(1) != null || address.group(2) != null;
        return domain.isEmpty() || !said && EffectiveTldFinder.getEffectiveTLD(domain) == null ? null : domain;
    }

    private static @Nullable String target(String href) {
        var lower = href.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("mailto:")) {
            var address = lower.substring(7).replaceFirst("\\?.*", "").replace("%40", "@");
            return address.indexOf('@') > 0 ? Domains.ofAddress(address) : null;
        }
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return null;
        }
        var authority = lower.substring(lower.indexOf("//") + 2).replaceFirst("[/\\\\?#].*", "");
        var host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":[0-9]*$", "");
        var domain = Domains.ascii(host);
        return domain.isEmpty() ? host : domain;
    }
}
