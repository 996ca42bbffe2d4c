package org.centrala.channels.email.parse;

import java.util.Arrays;
import java.util.List;

/**
 * The new part of a reply, told from quoted history, signatures and "sent from my" lines. Works on lines, looks at each
 * a bounded number of times, and when in doubt shows more: a person can fold text away but cannot miss what is hidden.
 */
public final class VisibleReply {
    private static final int MOST_LINES = 50_000;
    private static final int LONGEST_SIGNATURE = 14;

    private enum Kind {
        BLANK,
        TEXT,
        QUOTE,
        ATTRIBUTION,
        HEADER,
        RULE,
        DEVICE
    }

    /** As they are looked at, with plain blanks. */
    private final List<String> lines;
    /** As they are shown. */
    private final List<String> written;

    private final Kind[] kinds;
    private int[] telling = {};

    private VisibleReply(List<String> written) {
        this.written = written;
        this.lines = written.stream()
                .map(line -> line.indexOf('\u00a0') < 0
                        ? line
                        : line.replace('\u00a0', ' ').stripTrailing())
                .toList();
        this.kinds = new Kind[lines.size()];
    }

    /** The new part of a parsed mail: from its text, or from its HTML when only that shows where the history begins. */
    public static String of(ParsedMail mail) {
        var invitation = mail.invitation();
        if (invitation == null) {
            return written(mail, mail.text());
        }
        var above = invitation.text();
        var rest = mail.text().startsWith(above) ? mail.text().substring(above.length()) : mail.text();
        return rest.isBlank() ? above : above + "\n\n" + written(mail, rest);
    }

    private static String written(ParsedMail mail, String text) {
        if (mail.html() == null) {
            return of(text);
        }
        if (mail.textFromHtml()) {
            return of(HtmlText.marked(mail.html()));
        }
        var fromText = of(text);
        if (fromText.length() >= text.strip().length() && quotes(mail.html())) {
            var fromHtml = of(HtmlText.marked(mail.html()));
            return fromHtml.isBlank() || fromHtml.length() >= fromText.length() ? fromText : fromHtml;
        }
        return fromText;
    }

    private static boolean quotes(String html) {
        return html.contains("blockquote")
                || html.contains("gmail_quote")
                || html.contains("divRplyFwdMsg")
                || html.contains("appendonsend")
                || html.contains("yahoo_quoted")
                || html.contains("name=\"quote\"");
    }

    /** The words between the armour of an inline signature. */
    private static String unarmoured(String text) {
        int begin = text.indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
        int body = begin < 0 ? -1 : text.indexOf("\n\n", begin);
        int end = body < 0 ? -1 : text.indexOf("\n-----BEGIN PGP SIGNATURE-----", body);
        if (end < 0) {
            return text;
        }
        int last = text.indexOf("-----END PGP SIGNATURE-----", end);
        var signed = text.substring(body + 2, end + 1).replace("\n- -", "\n-");
        return text.substring(0, begin)
                + (signed.startsWith("- -") ? signed.substring(2) : signed)
                + (last < 0 ? "" : text.substring(last + 27));
    }

    public static String of(String armoured) {
        var text = unarmoured(armoured);
        var all = text.lines().limit(MOST_LINES).map(String::stripTrailing).toList();
        var rest = all.size() < MOST_LINES
                ? ""
                : "\n" + text.lines().skip(MOST_LINES).collect(java.util.stream.Collectors.joining("\n"));
        var reply = new VisibleReply(all);
        return reply.trimmed() + rest;
    }

    private String trimmed() {
        classify();
        telling = telling();
        int end = history(kinds.length);
        end = ruled(end);
        end = signature(end);
        end = trailing(end);
        int start = leading(end);
        var kept = new StringBuilder();
        for (int i = start; i < end; i++) {
            if (kinds[i] != Kind.ATTRIBUTION && !(kinds[i] == Kind.DEVICE && lastOfText(i, end))) {
                kept.append(written.get(i)).append('\n');
            }
        }
        var result = outerBlanksRemoved(kept);
        return result.isBlank()
                ? outerBlanksRemoved(new StringBuilder(
                        String.join("\n", written).replace("\ue000", "").replace("\ue001", "")))
                : result;
    }

    private static String outerBlanksRemoved(StringBuilder text) {
        int from = 0;
        for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
            if (text.charAt(i) == '\n') {
                from = i + 1;
            }
        }
        int to = text.length();
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private void classify() {
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == null) {
                kinds[i] = kind(i);
            }
        }
    }

    private Kind kind(int i) {
        var line = lines.get(i).strip();
        if (line.isEmpty()) {
            return Kind.BLANK;
        }
        char c = line.charAt(0);
        if (c == HtmlText.ATTRIBUTION) {
            return Kind.ATTRIBUTION;
        }
        if (c == HtmlText.HISTORY) {
            return Kind.RULE;
        }
        int attribution = c == '>' || c == '|' ? 0 : QuoteWords.attribution(lines, i);
        if (attribution > 0) {
            Arrays.fill(kinds, i, i + attribution, Kind.ATTRIBUTION);
            return Kind.ATTRIBUTION;
        }
        if (c == '>' || c == '|' && (line.length() == 1 || line.charAt(1) == ' ')) {
            return Kind.QUOTE;
        }
        if (QuoteWords.originalMessage(line) || QuoteWords.attributionAndMore(line)) {
            return Kind.RULE;
        }
        if (QuoteWords.header(line)) {
            return Kind.HEADER;
        }
        return DeviceLines.matches(line) || i > 0 && kinds[i - 1] == Kind.DEVICE && DeviceLines.address(line)
                ? Kind.DEVICE
                : Kind.TEXT;
    }

    /** Cuts at a block of copied headers (From, Sent, To, Subject) and at "Original Message" lines. */
    private int history(int end) {
        boolean said = false;
        for (int i = 0; i < end; i++) {
            if (kinds[i] == Kind.RULE && (said || lines.get(i).indexOf(HtmlText.HISTORY) >= 0)) {
                return i;
            }
            if (kinds[i] == Kind.HEADER && headerBlock(i)) {
                if (said) {
                    int cut = i;
                    while (cut > 0 && (kinds[cut - 1] == Kind.BLANK || QuoteWords.separator(lines.get(cut - 1)))) {
                        cut--;
                    }
                    return cut;
                }
            }
            said |= kinds[i] == Kind.TEXT && !QuoteWords.ruled(lines.get(i));
        }
        return end;
    }

    private boolean headerBlock(int from) {
        int headers = 0;
        int others = 0;
        boolean sender = false;
        boolean sent = false;
        for (int i = from; i < kinds.length && i < from + 14; i++) {
            if (kinds[i] == Kind.BLANK) {
                if (headers == 0 || i + 1 >= kinds.length || kinds[i + 1] != Kind.HEADER || headers > 2) {
                    break;
                }
            } else if (kinds[i] == Kind.HEADER) {
                headers++;
                sender |= QuoteWords.sender(lines.get(i).strip());
                sent |= QuoteWords.sent(lines.get(i));
            } else if (++others > 3) {
                break;
            }
        }
        // "From: Berlin, To: Munich, Date: 5 May" is how people order a transport
        return headers >= 3 && sender && sent || headers >= 4;
    }

    /** Cuts at an attribution ("On … wrote:") unless answers stand between the quoted lines after it. */
    private int ruled(int end) {
        boolean said = false;
        for (int i = 0; i < end; i++) {
            if (kinds[i] == Kind.ATTRIBUTION && said) {
                int cut = i;
                int after = i;
                while (after < end && (kinds[after] == Kind.ATTRIBUTION || kinds[after] == Kind.BLANK)) {
                    after++;
                }
                boolean quoted = after < end && kinds[after] == Kind.QUOTE;
                if (!quoted || !answered(after, end)) {
                    return cut;
                }
            }
            said |= kinds[i] == Kind.TEXT;
        }
        return end;
    }

    /** Whether somebody wrote between or below the quoted lines, rather than a mailer wrapping one or a footer following. */
    private boolean answered(int from, int end) {
        int next = from + 1 < telling.length ? telling[from + 1] : kinds.length;
        return next < end && !QuoteWords.signatureMark(lines.get(next));
    }

    /** For each line the next one that says something of its own, or begins a signature: found once, from the end. */
    private int[] telling() {
        var next = new int[kinds.length];
        int nearest = kinds.length;
        for (int i = kinds.length - 1; i >= 0; i--) {
            if (kinds[i] == Kind.TEXT) {
                var line = lines.get(i);
                boolean wrapped = i > 0 && kinds[i - 1] == Kind.QUOTE && wrap(i, kinds.length);
                if (QuoteWords.signatureMark(line) || !wrapped && !QuoteWords.separator(line)) {
                    nearest = i;
                }
            }
            next[i] = nearest;
        }
        return next;
    }

    /** The rest of a quoted line that was broken without its mark: short, alone, and followed by more quote. */
    private boolean wrap(int i, int end) {
        return lines.get(i - 1).length() > 60
                && lines.get(i).length() < 40
                && i + 1 < end
                && kinds[i + 1] == Kind.QUOTE;
    }

    /** Cuts at "-- " and at a lone "--" when only a signature's worth of lines follows. */
    private int signature(int end) {
        boolean said = false;
        for (int i = 0; i < end; i++) {
            if (said && kinds[i] == Kind.TEXT && QuoteWords.signatureMark(lines.get(i))) {
                int words = 0;
                boolean more = false;
                for (int after = i + 1; after < end && words <= LONGEST_SIGNATURE && !more; after++) {
                    words += kinds[after] == Kind.TEXT ? 1 : 0;
                    more = kinds[after] == Kind.QUOTE && after + 1 < end && answered(after, end);
                }
                if (words <= LONGEST_SIGNATURE && !more) {
                    return i;
                }
            }
            said |= kinds[i] == Kind.TEXT || kinds[i] == Kind.QUOTE;
        }
        return end;
    }

    /** Drops quotes, device lines and separators from the end, provided something remains. */
    private int trailing(int end) {
        int cut = end;
        while (cut > 0 && (kinds[cut - 1] != Kind.TEXT || QuoteWords.separator(lines.get(cut - 1)))) {
            cut--;
        }
        boolean said = false;
        for (int i = 0; i < cut && !said; i++) {
            said = kinds[i] == Kind.TEXT;
        }
        return said ? cut : end;
    }

    /** A reply written below the whole quote: the attribution and the quote above it go. */
    private int leading(int end) {
        int i = 0;
        while (i < end && kinds[i] == Kind.BLANK) {
            i++;
        }
        if (i >= end || kinds[i] != Kind.ATTRIBUTION) {
            return 0;
        }
        int after = i;
        boolean quoted = false;
        while (after < end && kinds[after] != Kind.TEXT) {
            quoted |= kinds[after] == Kind.QUOTE;
            after++;
        }
        if (!quoted || after >= end) {
            return i;
        }
        for (int k = after; k < end; k++) {
            if (kinds[k] == Kind.QUOTE) {
                return i;
            }
        }
        return after;
    }

    private boolean lastOfText(int i, int end) {
        for (int k = i + 1; k < end; k++) {
            if (kinds[k] == Kind.TEXT) {
                return false;
            }
        }
        return true;
    }

    /** For the outgoing mail: the lines with quote marks. */
    public static String quoted(String text) {
        var out = new StringBuilder(text.length() + 200);
        text.lines()
                .limit(MOST_LINES)
                .forEach(line -> out.append(line.startsWith(">") ? ">" : "> ")
                        .append(line)
                        .append('\n'));
        return out.toString();
    }
}
