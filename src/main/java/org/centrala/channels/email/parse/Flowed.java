package org.centrala.channels.email.parse;

/** format=flowed (RFC 3676): lines that end in a blank run on, quoted ones with their quote. */
final class Flowed {
    private Flowed() {}

    static String unfold(String text, boolean deletesSpace) {
        var out = new StringBuilder(text.length());
        int depth = 0;
        boolean open = false;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            int i = at;
            while (i < end && text.charAt(i) == '>') {
                i++;
            }
            int quotes = i - at;
            if (i < end && text.charAt(i) == ' ') {
                i++;
            }
            boolean signature = end - i == 3 && text.startsWith("-- ", i);
            boolean soft = end > i && text.charAt(end - 1) == ' ' && !signature;
            if (open && (quotes != depth || signature)) {
                out.append('\n');
                open = false;
            }
            if (!open) {
                out.repeat('>', quotes);
                if (quotes > 0) {
                    out.append(' ');
                }
            }
            out.append(text, i, soft && deletesSpace ? end - 1 : end);
            if (!soft) {
                out.append('\n');
            }
            open = soft;
            depth = quotes;
            at = end + 1;
        }
        return out.toString();
    }
}
