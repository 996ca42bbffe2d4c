package org.centrala.platform.pdf;

import java.text.Bidi;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Breaks a paragraph into lines, and puts a line into the order in which it is drawn. */
final class Lines {
    private static final Map<Character, Character> MIRRORED =
            Map.of('(', ')', ')', '(', '[', ']', ']', '[', '{', '}', '}', '{', '<', '>', '>', '<', '«', '»', '»', '«');

    private Lines() {}

    /** The text with what no page can show taken out: control characters, joiners and variation selectors. */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (c == '\t') {
                clean.append("    ");
            } else if (c == 0xa0 || c == 0x202f || c == 0x2007) {
                clean.append(' ');
            } else if (!unseen(c)) {
                clean.appendCodePoint(c);
            }
        });
        return ArabicForms.joined(clean.toString());
    }

    private static boolean unseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> c >= 0xfe00 && c <= 0xfe0f;
        };
    }

    /** Breaks where the language allows it, and in the middle of a word that is longer than a line. */
    static List<String> broken(String paragraph, double width, IntToDoubleFunction widthOf, Locale language) {
        var lines = new ArrayList<String>();
        var breaks = BreakIterator.getLineInstance(language);
        breaks.setText(paragraph);
        var line = new StringBuilder();
        double used = 0;
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            var word = paragraph.substring(from, to);
            double bare = width(word.stripTrailing(), widthOf);
            if (used + bare > width && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            if (bare <= width) {
                line.append(word);
                used += width(word, widthOf);
                continue;
            }
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                int c = word.codePointAt(i);
                double one = widthOf.applyAsDouble(c);
                if (used + one > width && !line.isEmpty()) {
                    lines.add(line.toString());
                    line.setLength(0);
                    used = 0;
                }
                line.appendCodePoint(c);
                used += one;
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static double width(String text, IntToDoubleFunction widthOf) {
        return text.codePoints().mapToDouble(widthOf).sum();
    }

    /** A line from left to right as it is drawn: what is read from right to left is turned round. */
    static String drawn(String line) {
        var letters = line.toCharArray();
        if (!Bidi.requiresBidi(letters, 0, letters.length)) {
            return line;
        }
        var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int runs = bidi.getRunCount();
        var levels = new byte[runs];
        var pieces = new String[runs];
        for (int run = 0; run < runs; run++) {
            levels[run] = (byte) bidi.getRunLevel(run);
            var piece = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            pieces[run] = levels[run] % 2 == 0 ? piece : turned(piece);
        }
        Bidi.reorderVisually(levels, 0, pieces, 0, runs);
        return String.join("", pieces);
    }

    private static String turned(String piece) {
        var turned = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            turned.append(MIRRORED.getOrDefault(piece.charAt(i), piece.charAt(i)));
        }
        return turned.reverse().toString();
    }
}
