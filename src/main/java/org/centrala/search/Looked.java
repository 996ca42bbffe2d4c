package org.centrala.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.centrala.search.Words.Word;
import org.jspecify.annotations.Nullable;

/**
 * What a typed text asks for: the query, and the words to mark in what it finds.
 *
 * <p>There is no syntax but quotes around a phrase and a minus before what must not be found, hence no syntax error.
 * Every word must be found, itself, by a stem, or, the last one being typed, by its beginning; of more than four words
 * three quarters; words of one or two letters only help. A number or an address is also looked up whole among the
 * keywords. What finds nothing is asked again in a forgiving way: words of five letters and more also by what differs
 * from them in a letter, long ones in two, their first letter aside.
 */
record Looked(
        Query query,
        Set<String> words,
        Set<String> stems,
        @Nullable String beginning,
        List<CharacterRunAutomaton> similar) {
    private static final int LONGEST = 300;
    private static final int MOST_PIECES = 12;
    private static final int MOST_WORDS = 24;
    private static final int SHORTEST_SIMILAR = 5;
    private static final int LONG_SIMILAR = 9;
    private static final int MOST_SIMILAR = 30;
    private static final Pattern PIECES = Pattern.compile("(-)?(?:\"([^\"]*)\"|([^\\s\"]+))");

    /** What a text asks for; absent when it has no word. */
    static @Nullable Looked forText(String typed) {
        return read(typed, false);
    }

    /** The same with words that were typed a little wrong; absent when there is no word long enough. */
    static @Nullable Looked similarTo(String typed) {
        var looked = read(typed, true);
        return looked == null || looked.similar.isEmpty() ? null : looked;
    }

    private static @Nullable Looked read(String typed, boolean forgiving) {
        var text = Words.normalize(typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed);
        return new Reading(text, forgiving).result();
    }

    boolean forgiving() {
        return !similar.isEmpty();
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
        for (var shape : similar) {
            if (shape.run(word.folded())) {
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
        private final List<Query> refused = new ArrayList<>();
        private final List<CharacterRunAutomaton> similar = new ArrayList<>();
        private final boolean forgiving;
        private @Nullable String beginning;
        private int room = MOST_WORDS;

        Reading(String text, boolean forgiving) {
            this.forgiving = forgiving;
            var pieces = PIECES.matcher(text);
            for (var count = 0; count < MOST_PIECES && pieces.find(); count++) {
                var inside = pieces.group(2) != null ? pieces.group(2) : pieces.group(3);
                if (pieces.group(1) != null && startsWord(inside)) {
                    refuse(Words.of(inside));
                } else if (pieces.group(2) != null) {
                    phrase(Words.of(inside));
                } else {
                    piece(inside, text.substring(pieces.end()).isBlank());
                }
            }
        }

        private static boolean startsWord(String text) {
            return !text.isEmpty() && Character.isLetterOrDigit(text.codePointAt(0));
        }

        /** Whatever has these words one after the other is not found. */
        private void refuse(List<Word> phrase) {
            if (phrase.isEmpty() || phrase.size() > room) {
                return;
            }
            room -= phrase.size();
            var query = new PhraseQuery.Builder();
            phrase.forEach(word -> query.add(new Term(Documents.ALL, word.folded())));
            refused.add(query.build());
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
            if (forgiving && folded.length() >= SHORTEST_SIMILAR) {
                var edits = folded.length() >= LONG_SIMILAR ? 2 : 1;
                var fuzzy = new FuzzyQuery(new Term(Documents.ALL, folded), edits, 1, MOST_SIMILAR, true);
                similar.add(new CharacterRunAutomaton(
                        Objects.requireNonNull(new LevenshteinAutomata(folded.substring(1), true)
                                .toAutomaton(edits, folded.substring(0, 1)))));
                ways.add(boosted(fuzzy, 0.5f));
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
            if (needed.isEmpty() && refused.isEmpty()) {
                return null;
            }
            var query = new BooleanQuery.Builder();
            if (needed.isEmpty()) {
                query.add(new MatchAllDocsQuery(), Occur.MUST);
            }
            refused.forEach(one -> query.add(one, Occur.MUST_NOT));
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
            return new Looked(query.build(), Set.copyOf(words), Set.copyOf(stems), beginning, List.copyOf(similar));
        }
    }
}
