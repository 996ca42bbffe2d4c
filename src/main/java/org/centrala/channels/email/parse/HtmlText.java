package org.centrala.channels.email.parse;

import java.util.IdentityHashMap;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** HTML as readable text: paragraphs, lists, table rows, links with their target, quotes with {@code >}. */
public final class HtmlText {
    /** A line that stands for "what follows is quoted", made from marks that only HTML carries. */
    static final char ATTRIBUTION = '\ue000';
    /** A line after which everything is history. */
    static final char HISTORY = '\ue001';

    private static final int DEEPEST = 256;

    private HtmlText() {}

    public static String of(String html) {
        return of(parsed(html), false);
    }

    /** The same with marks where clients put the border to the quoted history, for {@link VisibleReply}. */
    static String marked(String html) {
        return of(parsed(html), true);
    }

    private static Document parsed(String html) {
        return Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "");
    }

    private static String of(Document document, boolean marks) {
        var writer = new Writer(marks);
        document.body().traverse(writer);
        return writer.text();
    }

    /** Text as it may stand in HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static final class Writer implements NodeVisitor {
        private final boolean marks;
        private final StringBuilder out = new StringBuilder();
        private int breaks;
        private boolean blank = true;
        private boolean space;
        private int quotes;
        private int lastQuotes;
        private int preformatted;
        private int lists;
        private int skipped;
        private final IdentityHashMap<Element, Integer> numbers = new IdentityHashMap<>();

        Writer(boolean marks) {
            this.marks = marks;
        }

        @Override
        public void head(Node node, int depth) {
            if (skipped > 0) {
                if (node instanceof Element) {
                    skipped++;
                }
                return;
            }
            if (node instanceof TextNode text) {
                text(text.getWholeText());
            } else if (node instanceof Element element) {
                open(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (skipped > 0) {
                skipped--;
                return;
            }
            close(element);
        }

        private void open(Element element) {
            var name = element.normalName();
            if (hidden(element)) {
                skipped = 1;
                return;
            }
            switch (name) {
                case "script", "style", "head", "title", "noscript", "template", "svg", "object", "select" -> {
                    skipped = 1;
                    return;
                }
                case "br" -> newline();
                case "hr" -> {
                    line(1);
                    if (!marks) {
                        append("----------");
                    }
                    line(1);
                }
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table" -> line(spaced(element) ? 2 : 1);
                case "div", "section", "article", "header", "footer", "tr", "dt", "dd", "address", "center", "form" ->
                    line(1);
                case "ul", "ol" -> {
                    line(1);
                    lists++;
                }
                case "li" -> {
                    line(1);
                    append("  ".repeat(Math.clamp(lists - 1, 0, 8)) + bullet(element) + " ");
                }
                case "td", "th" -> {
                    if (!blank) {
                        space = true;
                    }
                }
                case "img" -> {
                    var alternative = element.attr("alt").strip();
                    if (!alternative.isEmpty() && alternative.length() < 200) {
                        text("[" + alternative + "]");
                    }
                }
                case "blockquote" -> {
                    if (marks || element.hasAttr("type") || element.hasAttr("cite")) {
                        line(1);
                        quotes++;
                    } else {
                        line(2);
                    }
                }
                default -> {}
            }
            if (name.equals("pre") || element.attr("style").contains("pre-wrap")) {
                preformatted++;
            }
            if (marks) {
                mark(element);
            }
        }

        /** The preview line of newsletters, which nobody is meant to see. */
        private static boolean hidden(Element element) {
            if (!element.hasAttr("style")) {
                return false;
            }
            var style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            return style.contains("display:none") || style.contains("mso-hide:all");
        }

        /** What Outlook, Gmail, Thunderbird, Yahoo and their kin put around the history. */
        private void mark(Element element) {
            if (outlooksRule(element)) {
                mark(HISTORY);
                return;
            }
            var id = element.id();
            var classes = element.className();
            if (id.isEmpty() && classes.isEmpty() && !element.hasAttr("name")) {
                return;
            }
            if (id.endsWith("divRplyFwdMsg")
                    || id.endsWith("appendonsend")
                    || id.equals("mail-editor-reference-message-container")
                    || id.equals("OLK_SRC_BODY_SECTION")
                    || id.equals("zwchr")
                    || element.normalName().equals("div")
                            && element.attr("name").equals("quote")
                    || classes.contains("ms-outlook-mobile-reference-message")) {
                mark(HISTORY);
            } else if (id.endsWith("ms-outlook-mobile-signature") || classes.contains("protonmail_signature_block")) {
                skipped = 1;
            } else if (classes.contains("gmail_attr")
                    || classes.contains("moz-cite-prefix")
                    || classes.contains("gmail_quote_attribution")) {
                mark(ATTRIBUTION);
                skipped = 1;
            } else if (id.startsWith("yahoo_quoted")
                    || classes.contains("yahoo_quoted")
                    || classes.contains("protonmail_quote")
                    || classes.contains("zmail_extra")
                    || classes.contains("tutanota_quote")) {
                if (!element.normalName().equals("blockquote")) {
                    mark(HISTORY);
                }
            }
        }

        /** The line that Outlook draws above the copied headers, in whatever language these are. */
        private static boolean outlooksRule(Element element) {
            if (!element.normalName().equals("div") || !element.hasAttr("style")) {
                return false;
            }
            var style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            return style.contains("border:none;border-top:solid") && element.selectFirst("b") != null;
        }

        private void mark(char mark) {
            line(1);
            append(String.valueOf(mark));
            line(1);
        }

        private void close(Element element) {
            var name = element.normalName();
            if (name.equals("pre") || element.attr("style").contains("pre-wrap")) {
                preformatted = Math.max(0, preformatted - 1);
            }
            switch (name) {
                case "a" -> link(element);
                case "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table" -> line(spaced(element) ? 2 : 1);
                case "div",
                        "section",
                        "article",
                        "header",
                        "footer",
                        "tr",
                        "li",
                        "dt",
                        "dd",
                        "address",
                        "center",
                        "form" -> line(1);
                case "ul", "ol" -> {
                    line(1);
                    lists = Math.max(0, lists - 1);
                }
                case "blockquote" -> {
                    line(1);
                    if (marks || element.hasAttr("type") || element.hasAttr("cite")) {
                        quotes = Math.max(0, quotes - 1);
                    }
                }
                default -> {}
            }
        }

        private static boolean spaced(Element element) {
            // Outlook writes every line as <p class=MsoNormal>
            return !element.className().startsWith("Mso")
                    && !element.normalName().equals("table");
        }

        private String bullet(Element item) {
            var parent = item.parent();
            return parent != null && parent.normalName().equals("ol")
                    ? numbers.merge(parent, 1, Integer::sum) + "."
                    : "-";
        }

        private void link(Element element) {
            var target = element.attr("href").strip();
            var lower = target.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("http://") && !lower.startsWith("https://") || target.length() > 500) {
                return;
            }
            var shown = element.text().strip();
            if (!shown.isEmpty() && !same(shown, target)) {
                text(" <" + target + ">");
            }
        }

        private static boolean same(String shown, String target) {
            return bare(shown).equalsIgnoreCase(bare(target));
        }

        private static String bare(String address) {
            int scheme = address.indexOf("://");
            var rest = scheme < 0 ? address : address.substring(scheme + 3);
            return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        }

        private void text(String text) {
            if (preformatted > 0) {
                for (int at = 0; at <= text.length(); ) {
                    int end = text.indexOf('\n', at);
                    end = end < 0 ? text.length() : end;
                    append(text.substring(at, end));
                    if (end < text.length()) {
                        newline();
                    }
                    at = end + 1;
                }
                return;
            }
            int start = -1;
            for (int i = 0; i <= text.length(); i++) {
                char c = i < text.length() ? text.charAt(i) : ' ';
                boolean white = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
                if (white) {
                    if (start >= 0) {
                        append(text.substring(start, i));
                        start = -1;
                    }
                    space |= i < text.length() && !blank;
                } else if (start < 0) {
                    start = i;
                }
            }
        }

        private void append(String piece) {
            if (piece.isEmpty()) {
                return;
            }
            if (blank) {
                if (!out.isEmpty()) {
                    int count = Math.clamp(breaks, 1, 3);
                    for (int i = 0; i < count; i++) {
                        out.append('\n');
                        if (i + 1 < count) {
                            out.repeat('>', Math.min(Math.min(quotes, lastQuotes), 20));
                        }
                    }
                }
                if (quotes > 0) {
                    out.repeat('>', Math.min(quotes, 20)).append(' ');
                }
            } else if (space) {
                out.append(' ');
            }
            space = false;
            blank = false;
            breaks = 0;
            lastQuotes = quotes;
            out.append(piece.indexOf(0xa0) >= 0 ? piece.replace('\u00a0', ' ') : piece);
        }

        /** Ends the line, and leaves so many line ends before what follows. */
        private void line(int wanted) {
            if (!blank || breaks > 0) {
                breaks = Math.max(breaks, wanted);
            }
            blank = true;
            space = false;
        }

        private void newline() {
            breaks++;
            blank = true;
            space = false;
        }

        String text() {
            return out.toString();
        }
    }
}
