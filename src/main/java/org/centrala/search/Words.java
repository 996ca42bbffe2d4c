package org.centrala.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.stempel.StempelStemmer;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Cuts text into words and words into stems, the same for texts, queries and highlights.
 *
 * <p>A word is a run of letters and digits, so that addresses and order numbers are found whole and in parts. It is
 * kept lower-cased with accents folded ({@code zażółć} is {@code zazolc}). Beside it stands the set of its stems in
 * every language that we serve, Polish (Stempel), English (Porter 2) and Slovene ({@link SloveneStems}): a text's
 * language need not be known, and a query matches when it shares a stem in one of them. A Polish word is stemmed as
 * written and as typed without accents. Texts repeat their words, so stems are remembered.
 */
final class Words {
    private static final int LONGEST = 64;
    private static final int LONGEST_STEMMED = 32;
    private static final int REMEMBERED = 20_000;
    private static final String[] NO_STEMS = {};

    private static final Map<String, String[]> stems = new ConcurrentHashMap<>();

    private Words() {}

    /** A word with its place in the text: as written in lower case, and folded. */
    record Word(String written, String folded, int start, int end) {
        String[] stems() {
            return Words.stems(written, folded);
        }
    }

    /** Composed accents, so that a letter is one character; half characters, which the index cannot keep, become marks. */
    static String normalize(String text) {
        var whole = text;
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (Character.getType(text.codePointAt(at)) == Character.SURROGATE) {
                whole = new String(text.getBytes(UTF_8), UTF_8);
                break;
            }
        }
        return Normalizer.isNormalized(whole, Normalizer.Form.NFC)
                ? whole
                : Normalizer.normalize(whole, Normalizer.Form.NFC);
    }

    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        var at = 0;
        for (var word = next(text, at); word != null; word = next(text, at)) {
            words.add(word);
            at = word.end;
        }
        return words;
    }

    /** The first word at or after a place; a run longer than {@value #LONGEST} characters is several. */
    static @Nullable Word next(String text, int from) {
        var start = from;
        while (start < text.length() && !Character.isLetterOrDigit(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        var end = start;
        while (end < text.length() && end - start < LONGEST && Character.isLetterOrDigit(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        if (start == end) {
            return null;
        }
        var written = text.substring(start, end).toLowerCase(Locale.ROOT);
        return new Word(written, fold(written), start, end);
    }

    static String fold(String written) {
        var plain = true;
        for (var at = 0; plain && at < written.length(); at++) {
            plain = written.charAt(at) < 0x80;
        }
        if (plain) {
            return written;
        }
        var folded = new char[4 * written.length()];
        var length = ASCIIFoldingFilter.foldToASCII(written.toCharArray(), 0, folded, 0, written.length());
        return new String(folded, 0, length).toLowerCase(Locale.ROOT);
    }

    private static String[] stems(String written, String folded) {
        if (written.length() < 3 || written.length() > LONGEST_STEMMED) {
            return NO_STEMS;
        }
        var known = stems.get(written);
        if (known != null) {
            return known;
        }
        if (!written.chars().allMatch(Character::isLetter)) {
            return NO_STEMS;
        }
        var found = new LinkedHashSet<String>();
        add(found, folded, English.stem(folded));
        add(found, folded, Polish.stem(written));
        if (!folded.equals(written)) {
            add(found, folded, Polish.stem(folded));
        }
        add(found, folded, SloveneStems.stem(folded));
        if (stems.size() >= REMEMBERED) {
            stems.clear();
        }
        var all = found.toArray(String[]::new);
        stems.put(written, all);
        return all;
    }

    /** A stem that begins otherwise than its word is a guess about a word that the stemmer does not know. */
    private static void add(Set<String> stems, String folded, @Nullable String stem) {
        if (stem != null) {
            var plain = fold(stem);
            if (plain.length() >= 2 && plain.charAt(0) == folded.charAt(0)) {
                stems.add(plain);
            }
        }
    }

    private static final class Polish {
        private static final StempelStemmer STEMMER = new StempelStemmer(PolishAnalyzer.getDefaultTable());

        static synchronized @Nullable String stem(String word) {
            var stem = STEMMER.stem(word);
            return stem == null ? null : stem.toString();
        }
    }

    private static final class English {
        private static final EnglishStemmer STEMMER = new EnglishStemmer();

        static synchronized String stem(String word) {
            STEMMER.setCurrent(word);
            STEMMER.stem();
            return STEMMER.getCurrent();
        }
    }
}
