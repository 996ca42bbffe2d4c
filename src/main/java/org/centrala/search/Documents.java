package org.centrala.search;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.centrala.search.spi.SearchDocument;

/**
 * The shape of a document in the index.
 *
 * <p>All texts go to {@link #ALL}, the short ones again to {@link #TOP}, so that a query asks few fields whatever the
 * sources call theirs. Each has a twin with the stems of its words, several at one place.
 */
final class Documents {
    /** A new shape or analysis takes a new number, at which every index is built anew. */
    static final String FORMAT = "4";

    static final String ID = "id";
    static final String KIND = "kind";
    static final String INBOX = "inbox";
    static final String EVERYBODY = "*";
    static final String ORDER = "order";
    static final String KEY = "key";
    static final String ALL = "all";
    static final String TOP = "top";
    static final String STEMS = ".stems";
    static final String TEXT = "text.";
    /** The words of a file behind its name, with {@link #NAME_END} between. */
    static final String FILE = "file";

    static final char NAME_END = '\n';
    static final String MARK = "mark.";
    static final String NAME = "name.";
    static final String TIME = "time.";
    static final String RENEWAL = "renewal";

    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_KEPT = 16_000;
    private static final int LONGEST_KEPT_FILE = 100_000;
    private static final int LONGEST_KEY = 320;
    private static final int GAP = 100;

    private static final FieldType WORDS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType WORD_STEMS = type(IndexOptions.DOCS_AND_FREQS);

    private Documents() {}

    static Term term(String kind, UUID id) {
        return new Term(ID, kind + ":" + id);
    }

    static Document of(SearchDocument source) {
        var document = new Document();
        document.add(new StringField(ID, source.kind() + ":" + source.id(), Field.Store.YES));
        document.add(new StringField(KIND, source.kind(), Field.Store.NO));
        source.inboxes().forEach(inbox -> document.add(new StringField(INBOX, inbox.toString(), Field.Store.NO)));
        if (source.inboxes().isEmpty()) {
            document.add(new StringField(INBOX, EVERYBODY, Field.Store.NO));
        }
        document.add(new LongField(ORDER, source.order(), Field.Store.NO));
        for (var value : source.keywords().values()) {
            for (var key : value.strip().split("\\s+")) {
                if (!key.isEmpty() && key.length() <= LONGEST_KEY) {
                    document.add(new StringField(KEY, key(key), Field.Store.NO));
                }
            }
        }
        source.marks()
                .forEach((name, values) -> values.stream()
                        .filter(value -> value.length() <= LONGEST_KEY)
                        .forEach(value -> document.add(new StringField(MARK + name, value, Field.Store.NO))));
        source.names().forEach((name, values) -> names(document, NAME + name, values));
        source.times().forEach((name, time) -> document.add(new LongPoint(TIME + name, time)));
        for (var text : source.texts().entrySet()) {
            var whole = Words.normalize(cut(text.getValue(), LONGEST_TEXT));
            if (whole.isBlank()) {
                continue;
            }
            add(document, ALL, whole);
            if (!text.getKey().equals(SearchDocument.BODY)) {
                add(document, TOP, whole);
            }
            document.add(new StoredField(TEXT + text.getKey(), cut(whole, LONGEST_KEPT)));
        }
        for (var file : source.files()) {
            var whole = Words.normalize(cut(file.text(), LONGEST_TEXT));
            if (!whole.isBlank()) {
                add(document, ALL, whole);
                var name = file.name().replace(NAME_END, ' ');
                document.add(new StoredField(FILE, name + NAME_END + cut(whole, LONGEST_KEPT_FILE)));
            }
        }
        return document;
    }

    /** Of a name its words, of an address also itself and its domain, behind an {@code @}. */
    private static void names(Document document, String field, Set<String> values) {
        var terms = new LinkedHashSet<String>();
        for (var value : values) {
            var whole = Words.normalize(cut(value, LONGEST_KEY));
            var at = whole.lastIndexOf('@');
            if (at > 0) {
                terms.add(key(whole));
                terms.add(key(whole.substring(at)));
            }
            Words.of(whole).forEach(word -> terms.add(word.folded()));
        }
        terms.forEach(term -> document.add(new StringField(field, term, Field.Store.NO)));
    }

    /** How a keyword stands in the index: found whatever the case. */
    static String key(String value) {
        return Words.fold(Words.normalize(value).toLowerCase(Locale.ROOT));
    }

    private static void add(Document document, String field, String text) {
        document.add(new Field(field, new WordStream(text), WORDS));
        document.add(new Field(field + STEMS, new StemStream(text), WORD_STEMS));
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private static FieldType type(IndexOptions options) {
        var type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** The folded words of a text. */
    private static final class WordStream extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final String text;
        private int at;
        private boolean first = true;

        WordStream(String text) {
            this.text = text;
        }

        @Override
        public boolean incrementToken() {
            var word = Words.next(text, at);
            if (word == null) {
                return false;
            }
            clearAttributes();
            at = word.end();
            term.setEmpty().append(word.folded());
            // A phrase does not reach from one field into the next.
            step.setPositionIncrement(first ? GAP : 1);
            first = false;
            return true;
        }
    }

    /** The stems of each word of a text, those of one word at one place. */
    private static final class StemStream extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final String text;
        private String[] stems = {};
        private int stem;
        private int at;

        StemStream(String text) {
            this.text = text;
        }

        @Override
        public boolean incrementToken() {
            while (stem == stems.length) {
                var word = Words.next(text, at);
                if (word == null) {
                    return false;
                }
                at = word.end();
                stems = word.stems();
                stem = 0;
            }
            clearAttributes();
            term.setEmpty().append(stems[stem]);
            step.setPositionIncrement(stem == 0 ? 1 : 0);
            stem++;
            return true;
        }
    }
}
