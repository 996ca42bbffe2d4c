package org.centrala.channels.email;

import java.util.Map;

/** Fills {@code {{name}}} in a text; a name nobody knows leaves nothing behind. */
final class Variables {
    private Variables() {}

    static String fill(String text, Map<String, String> values) {
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
            filled.append(text, at, open)
                    .append(values.getOrDefault(text.substring(open + 2, close).strip(), ""));
            at = close + 2;
        }
        return filled.append(text, at, text.length()).toString();
    }
}
