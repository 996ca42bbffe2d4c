package org.centrala.channels.email.parse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which charset bytes are in that are not UTF-8 and say nothing true of themselves. Latin text has single letters beyond
 * ASCII between plain ones, other scripts have runs of them; within these the lead bytes and the frequent letters differ.
 */
final class CharsetGuess {
    private static final int SAMPLE = 200_000;

    private final byte[] bytes;
    private final int length;

    private CharsetGuess(byte[] bytes) {
        this.bytes = bytes;
        this.length = Math.min(bytes.length, SAMPLE);
    }

    static Charset of(byte[] bytes) {
        var guess = new CharsetGuess(bytes);
        var script = guess.otherScript();
        return script != null ? script : guess.latin();
    }

    /**
     * Null when it may as well be what a Western label says: the label is wrong only if there are signs among the letters
     * that Western words do not have.
     */
    static @Nullable Charset notWestern(byte[] bytes) {
        var guess = new CharsetGuess(bytes);
        var script = guess.otherScript();
        if (script == null) {
            var latin = guess.latin();
            return latin.name().equals("windows-1252") ? null : latin;
        }
        int high = guess.between(0x80, 0xff);
        boolean told = switch (script.name()) {
            // in Western pages these are eth, thorn, the signs of a product and a quotient, and y with dots
            case "windows-1251", "windows-1253", "KOI8-R", "ISO-8859-5" ->
                (guess.count(0xd0)
                                        + guess.count(0xd7)
                                        + guess.count(0xde)
                                        + guess.count(0xf0)
                                        + guess.count(0xf7)
                                        + guess.count(0xfe)
                                        + guess.count(0xff))
                                * 25
                        >= high;
            case "GB18030", "Big5-HKSCS", "x-windows-949" -> guess.between(0x80, 0xbf) * 8 >= high;
            default -> true;
        };
        return told ? script : null;
    }

    private @Nullable Charset otherScript() {
        int high = 0;
        int runs = 0;
        int mixed = 0;
        int pairs = 0;
        int bothHigh = 0;
        int firstLevel = 0;
        int hangul = 0;
        int bigFive = 0;
        int kanaShiftJis = 0;
        int kanaEuc = 0;
        int eucOdd = 0;
        int broken = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xff;
            if (b < 0x80) {
                continue;
            }
            int run = 0;
            while (i + run < length && bytes[i + run] < 0) {
                run++;
            }
            high += run;
            runs++;
            mixed += letter(i - 1) || letter(i + run) ? 1 : 0;
            eucOdd += run % 2;
            for (int k = i; k < i + run; k += 2) {
                int lead = bytes[k] & 0xff;
                int trail = k + 1 < length ? bytes[k + 1] & 0xff : 0;
                pairs++;
                if (trail >= 0xa1) {
                    bothHigh++;
                    firstLevel += lead >= 0xb0 && lead <= 0xd7 ? 1 : 0;
                    hangul += lead >= 0xb0 && lead <= 0xc8 ? 1 : 0;
                    kanaEuc += lead == 0xa4 || lead == 0xa5 ? 1 : 0;
                }
            }
            i += run - 1;
        }
        if (high == 0) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            int lead = bytes[i] & 0xff;
            if (lead >= 0x80) {
                int trail = i + 1 < length ? bytes[i + 1] & 0xff : 0;
                boolean ok = trail >= 0x40 && trail != 0x7f;
                broken += ok ? 0 : 1;
                kanaShiftJis +=
                        (lead == 0x82 && trail >= 0x9f && trail <= 0xf1 || lead == 0x83 && trail <= 0x96) && ok ? 1 : 0;
                bigFive += lead >= 0xa4 && lead <= 0xc6 && ok ? 1 : 0;
                i += ok ? 1 : 0;
            }
        }
        int wide = Math.max(1, pairs);
        if (kanaShiftJis * 4 > high / 2 && kanaShiftJis > 2) {
            return Charset.forName("windows-31j");
        }
        if (kanaEuc * 5 > bothHigh && kanaEuc > 2 && eucOdd * 10 <= runs) {
            return Charset.forName("EUC-JP");
        }
        boolean runsLong = high >= runs * 3 || high >= 8 && high >= runs * 2;
        if (!runsLong) {
            return null;
        }
        if (eucOdd * 20 <= runs && bothHigh * 20 >= wide * 19 && pairs >= 3 && !mostlyLower()) {
            if (hangul * 100 >= bothHigh * 96) {
                return Charset.forName("x-windows-949");
            }
            if (firstLevel * 10 >= bothHigh * 6) {
                return Charset.forName("GB18030");
            }
        }
        if (broken * 50 <= high && bigFive * 10 >= high / 2 * 7 && !mostlyLower()) {
            return Charset.forName("Big5-HKSCS");
        }
        // words of another alphabet have no plain letters in them
        return mixed * 3 < runs ? alphabet() : null;
    }

    /** Text in an alphabet keeps to one half of the upper rows, its small letters. */
    private boolean mostlyLower() {
        int upper = between(0xc0, 0xdf);
        int lower = between(0xe0, 0xff);
        int other = between(0x80, 0xbf);
        return (lower > upper * 4 || upper > lower * 4) && other * 8 < upper + lower;
    }

    private @Nullable Charset alphabet() {
        int first = between(0xc0, 0xdf);
        int second = between(0xe0, 0xff);
        if (first > second * 2) {
            return Charset.forName("KOI8-R");
        }
        if (second < first) {
            return null;
        }
        int russian = count(0xee) + count(0xe0) + count(0xe8);
        int greek = count(0xe1) + count(0xef) + count(0xf4) + count(0xe9);
        int cyrillicIso = between(0xd0, 0xdf);
        if (cyrillicIso * 3 > second && between(0xf0, 0xff) * 8 < second + first) {
            return Charset.forName("ISO-8859-5");
        }
        return Charset.forName(greek > russian * 2 ? "windows-1253" : "windows-1251");
    }

    private int between(int from, int to) {
        int n = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xff;
            n += b >= from && b <= to ? 1 : 0;
        }
        return n;
    }

    private int count(int value) {
        return between(value, value);
    }

    /**
     * Mostly broken UTF-8, else one of the three old European pages. The signs that Central European letters replace
     * (¹ ³ ¿ ¶ ¼ ¾ ±) do not stand beside letters in Western text.
     */
    private Charset latin() {
        int multi = 0;
        int broken = 0;
        int windows = 0;
        int iso = 0;
        int shared = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xff;
            if (b < 0x80) {
                continue;
            }
            int follow = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc2 ? 1 : 0;
            if (follow > 0 && continued(i, follow)) {
                multi++;
                i += follow;
                continue;
            }
            broken++;
            boolean inWord = letter(i - 1) || letter(i + 1);
            switch (b) {
                case 0x9c, 0x9f, 0x9a, 0x9e, 0x8c, 0x8a, 0x8e, 0xb9 -> windows += inWord ? 1 : 0;
                case 0xb1, 0xb6, 0xbc, 0xbe, 0xa6, 0xac -> iso += inWord ? 1 : 0;
                case 0xb3, 0xbf -> shared += inWord ? 1 : 0;
                default -> {}
            }
        }
        if (multi > broken * 2) {
            return StandardCharsets.UTF_8;
        }
        boolean central = shared > 0 || iso > 0 || count(0xb9) > 0 && windows > 0;
        return Charset.forName(!central ? "windows-1252" : iso > windows ? "ISO-8859-2" : "windows-1250");
    }

    private boolean continued(int at, int follow) {
        for (int i = 1; i <= follow; i++) {
            if (at + i >= bytes.length || (bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private boolean letter(int at) {
        if (at < 0 || at >= bytes.length) {
            return false;
        }
        int b = bytes[at] & 0xff;
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }
}
