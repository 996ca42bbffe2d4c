package org.centrala.platform;

import java.util.Map;
import java.util.function.UnaryOperator;

/** Fills {@code {{name}}} in a text; a name nobody knows leaves nothing behind. */
public final class Variables {
    private Variables() {}

    public static String fill(String text, Map<String, String> values) {
        return fill(text, values, UnaryOperator.identity());
    }

    /** The same in HTML, where a value is text and never markup. */
    public static String fillHtml(String html, Map<String, String> values) {
        return fill(html, values, Variables::escaped);
    }

    private static String fill(String text, Map<String, String> values, UnaryOperator<String> written) {
        if (text.indexOf("{{") < 0) {
            return text;
        }
        var filled = new StringBuilder(text.length() + 100);
        int at = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                break;
            }
            var value = values.getOrDefault(text.substring(open + 2, close).strip(), "");
            filled.append(text, at, open).append(written.apply(value));
            at = close + 2;
        }
        return filled.append(text, at, text.length()).toString();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
