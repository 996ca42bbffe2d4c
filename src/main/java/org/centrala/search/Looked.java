package org.centrala.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.centrala.search.Words.Word;
import org.jspecify.annotations.Nullable;

/**
 * What a typed text asks for: the query, and the words to mark in what it finds.
 *
 * <p>There is no syntax but quotes around a phrase, hence no syntax error. Every word must be found, itself, by a stem,
 * or, the last one being typed, by its beginning; of more than four words three quarters; words of one or two letters
 * only help. A number or an address is also looked up whole among the keywords.
 */
record Looked(
        Query query,
        Set<String> words,
        Set<String> stems,
        @Nullable String beginning) {
    private static final int LONGEST = 300;
    private static final int MOST_PIECES = 12;
    private static final int MOST_WORDS = 24;
    private static final Pattern PIECES = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");

    /** What a text asks for; absent when it has no word. */
    static @Nullable Looked forText(String typed) {
        var text = Words.normalize(typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed);
        return new Reading(text).result();
    }

    /** Whether a word of a text is one of those looked for. */
    boolean marks(Word word) {
        if (words.contains(word.folded()) || (beginning != null && word.folded().startsWith(beginning))) {
            return true;
        }
        for (var stem : word.stems()) {
            if (stems.contains(stem)) {
                return true;
            }
        }
        return false;
    }

    /** One pass over a text. */
    private static final class Reading {
        private final Set<String> words = new HashSet<>();
        private final Set<String> stems = new HashSet<>();
        private final List<Query> required = new ArrayList<>();
        private final List<Query> helping = new ArrayList<>();
        private @Nullable String beginning;
        private int room = MOST_WORDS;

        Reading(String text) {
            var pieces = PIECES.matcher(text);
            for (var count = 0; count < MOST_PIECES && pieces.find(); count++) {
                if (pieces.group(1) != null) {
                    phrase(Words.of(pieces.group(1)));
                } else {
                    piece(pieces.group(2), text.substring(pieces.end()).isBlank());
                }
            }
        }

        private void phrase(List<Word> phrase) {
            if (phrase.isEmpty() || phrase.size() > room) {
                return;
            }
            room -= phrase.size();
            var query = new PhraseQuery.Builder();
            for (var word : phrase) {
                query.add(new Term(Documents.ALL, word.folded()));
                words.add(word.folded());
            }
            required.add(query.build());
        }

        private void piece(String piece, boolean last) {
            var parts = Words.of(piece);
            if (parts.isEmpty() || parts.size() > room) {
                return;
            }
            room -= parts.size();
            var all = new BooleanQuery.Builder();
            for (var place = 0; place < parts.size(); place++) {
                all.add(word(parts.get(place), last && place == parts.size() - 1), Occur.MUST);
            }
            var key = piece.startsWith("#") ? piece.substring(1) : piece;
            var either = new DisjunctionMaxQuery(
                    List.of(all.build(), boosted(new TermQuery(new Term(Documents.KEY, Documents.key(key))), 10)),
                    0.1f);
            var little = parts.size() == 1
                    && !last
                    && parts.getFirst().folded().length() <= 2
                    && parts.getFirst().folded().chars().allMatch(Character::isLetter);
            (little ? helping : required).add(either);
        }

        private Query word(Word word, boolean last) {
            var folded = word.folded();
            words.add(folded);
            var ways = new ArrayList<Query>();
            ways.add(boosted(new TermQuery(new Term(Documents.ALL, folded)), 2));
            ways.add(boosted(new TermQuery(new Term(Documents.TOP, folded)), 5));
            for (var stem : word.stems()) {
                stems.add(stem);
                ways.add(new TermQuery(new Term(Documents.ALL + Documents.STEMS, stem)));
                ways.add(boosted(new TermQuery(new Term(Documents.TOP + Documents.STEMS, stem)), 2.5f));
            }
            if (last && folded.length() >= 2) {
                beginning = folded;
                ways.add(beginning(Documents.ALL, folded, 0.7f));
                ways.add(beginning(Documents.TOP, folded, 2));
            }
            return new DisjunctionMaxQuery(ways, 0.1f);
        }

        private static Query beginning(String field, String folded, float weight) {
            return boosted(new ConstantScoreQuery(new PrefixQuery(new Term(field, folded))), weight);
        }

        private static Query boosted(Query query, float weight) {
            return new BoostQuery(query, weight);
        }

        @Nullable
        Looked result() {
            var needed = required.isEmpty() ? helping : required;
            if (needed.isEmpty()) {
                return null;
            }
            var query = new BooleanQuery.Builder();
            if (needed.size() <= 4) {
                needed.forEach(one -> query.add(one, Occur.MUST));
            } else {
                var most = new BooleanQuery.Builder().setMinimumNumberShouldMatch((needed.size() * 3 + 3) / 4);
                needed.forEach(one -> most.add(one, Occur.SHOULD));
                query.add(most.build(), Occur.MUST);
            }
            if (!required.isEmpty()) {
                helping.forEach(one -> query.add(one, Occur.SHOULD));
            }
            return new Looked(query.build(), Set.copyOf(words), Set.copyOf(stems), beginning);
        }
    }
}
