package org.centrala.platform.pdf;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forms that Arabic letters take beside each other. Unicode has each as a character of its own, in the order alone,
 * last, first, between; which letter it belongs to is what it is a compatibility form of.
 */
final class ArabicForms {
    private static final char LAM = '\u0644';
    private static final int ALONE = 0;
    private static final int LAST = 1;
    private static final int FIRST = 2;
    private static final int BETWEEN = 3;

    private static final Map<String, List<Character>> FORMS = forms();

    private ArabicForms() {}

    private static Map<String, List<Character>> forms() {
        var forms = new HashMap<String, List<Character>>();
        for (char form = '\ufe80'; form <= '\ufefc'; form++) {
            add(forms, form);
        }
        for (char form = '\ufb50'; form <= '\ufbff'; form++) {
            add(forms, form);
        }
        return forms;
    }

    private static void add(Map<String, List<Character>> forms, char form) {
        if (Character.isDefined(form)) {
            var letter = Normalizer.normalize(Character.toString(form), Normalizer.Form.NFKC);
            if (letter.charAt(0) != form && letter.charAt(0) != ' ') {
                forms.computeIfAbsent(letter, key -> new ArrayList<>()).add(form);
            }
        }
    }

    /** The text with each letter in its form; other letters stay as they are. */
    static String joined(String text) {
        var joined = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean before = dual(beside(text, i, -1));
            var pair = i + 1 < text.length() && text.charAt(i) == LAM ? FORMS.get(text.substring(i, i + 2)) : null;
            if (pair != null) {
                joined.append((char) pair.get(before ? LAST : ALONE));
                i++;
                continue;
            }
            var forms = FORMS.get(text.substring(i, i + 1));
            if (forms == null) {
                joined.append(text.charAt(i));
                continue;
            }
            boolean after = forms.size() > BETWEEN && joins(beside(text, i, 1));
            int form = before && forms.size() > LAST ? after ? BETWEEN : LAST : after ? FIRST : ALONE;
            joined.append((char) forms.get(form));
        }
        return joined.toString();
    }

    private static @Nullable Character beside(String text, int at, int step) {
        int i = at + step;
        while (i >= 0 && i < text.length() && Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK) {
            i += step;
        }
        return i < 0 || i >= text.length() ? null : text.charAt(i);
    }

    private static boolean dual(@Nullable Character letter) {
        var forms = letter == null ? null : FORMS.get(letter.toString());
        return forms != null && forms.size() > BETWEEN;
    }

    private static boolean joins(@Nullable Character letter) {
        var forms = letter == null ? null : FORMS.get(letter.toString());
        return forms != null && forms.size() > LAST;
    }
}
