package org.centrala.search;

import java.util.ArrayList;
import java.util.List;
import org.centrala.search.Hits.Fragment;
import org.centrala.search.Words.Word;
import org.jspecify.annotations.Nullable;

/** Cuts the piece out of a text that shows best why it was found. */
final class Excerpts {
    private static final int WIDTH = 180;
    private static final int BEFORE = 40;

    private Excerpts() {}

    /** The piece with the most marked words, cut into runs; absent when no word is marked. */
    static @Nullable List<Fragment> of(String text, Looked looked) {
        var marked = new ArrayList<Word>();
        var at = 0;
        for (var word = Words.next(text, at); word != null; word = Words.next(text, at)) {
            at = word.end();
            if (looked.marks(word)) {
                marked.add(word);
            }
        }
        if (marked.isEmpty()) {
            return null;
        }
        if (text.length() <= WIDTH) {
            return cut(text, marked, 0, text.length());
        }
        var first = 0;
        var most = 0;
        for (int from = 0, to = 0; from < marked.size(); from++) {
            while (to < marked.size() && marked.get(to).end() - marked.get(from).start() <= WIDTH - BEFORE) {
                to++;
            }
            if (to - from > most) {
                most = to - from;
                first = from;
            }
        }
        var best = marked.subList(first, first + Math.max(1, most));
        var start = wordStart(
                text, best.getFirst().start() - BEFORE, best.getFirst().start());
        return cut(
                text, best, start, wordEnd(text, start + WIDTH, best.getLast().end()));
    }

    private static List<Fragment> cut(String text, List<Word> marked, int start, int end) {
        var runs = new ArrayList<Fragment>();
        var at = start;
        for (var word : marked) {
            add(runs, text.substring(at, word.start()), false);
            add(runs, text.substring(word.start(), word.end()), true);
            at = word.end();
        }
        add(runs, text.substring(at, end), false);
        return runs;
    }

    private static void add(List<Fragment> runs, String text, boolean hit) {
        if (!text.isEmpty()) {
            runs.add(new Fragment(text.replaceAll("\\s+", " "), hit));
        }
    }

    /** The first place from one on where no word is cut, at most another. */
    private static int wordStart(String text, int from, int atMost) {
        var at = Math.max(0, from);
        while (at > 0 && at < atMost && inWord(text, at)) {
            at++;
        }
        return at;
    }

    /** The last place up to one where no word is cut, at least another. */
    private static int wordEnd(String text, int to, int atLeast) {
        var at = Math.clamp(to, atLeast, text.length());
        while (at > atLeast && at < text.length() && inWord(text, at)) {
            at--;
        }
        return at;
    }

    private static boolean inWord(String text, int at) {
        return Character.isLetterOrDigit(text.charAt(at)) && Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
