package org.centrala.fields;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** Names that people give, and the keys that are made of them. */
public final class Words {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_KEY = 40;
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\u200c\\u200d]]");

    private Words() {}

    static String name(String field, @Nullable String typed) {
        return line(field, typed == null ? "" : typed, LONGEST_NAME);
    }

    /** One line of visible characters. */
    public static String line(String field, String typed, int longest) {
        if (typed.length() > longest * 4) {
            throw Problem.invalid(field, "has more than " + longest + " characters");
        }
        var clean = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (clean.isEmpty() || clean.length() > longest) {
            throw Problem.invalid(field, "has 1 to " + longest + " characters");
        }
        if (INVISIBLE.matcher(clean).find()) {
            throw Problem.invalid(field, "is one line of visible characters");
        }
        return clean;
    }

    /** A key of plain letters for a name, that none of the others is; {@code otherwise} for a name without any. */
    static String key(String name, String otherwise, Set<String> taken) {
        var plain = folded(name).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        var key = plain.isEmpty() ? otherwise : plain.substring(0, Math.min(plain.length(), LONGEST_KEY));
        var free = key;
        for (var number = 2; taken.contains(free); number++) {
            free = key + "_" + number;
        }
        return free;
    }

    /** How names are compared: lower case, without accents. */
    static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace('ł', 'l')
                .replace('đ', 'd');
    }
}
