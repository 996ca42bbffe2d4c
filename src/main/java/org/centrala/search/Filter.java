package org.centrala.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** What must hold, or must not, for a thing to be found at all; it counts nothing towards its place. */
public sealed interface Filter {

    boolean negated();

    /** One of the marks that the source gave under a name. */
    record Marked(String name, Set<String> values, boolean negated) implements Filter {
        public Marked {
            values = Set.copyOf(values);
        }
    }

    /** A name or address under a name of the source: the whole address, its domain, or the beginnings of words. */
    record Named(String name, String value, boolean negated) implements Filter {}

    /** A time under a name of the source, from the first millisecond until before the last. */
    record Timed(String name, long from, long until, boolean negated) implements Filter {}

    /** One of these things of a kind. */
    record Of(String kind, Set<UUID> ids, boolean negated) implements Filter {
        public Of {
            ids = Set.copyOf(ids);
        }
    }

    /** As the index asks it, not yet negated. */
    static Query query(Filter filter) {
        return switch (filter) {
            case Marked(String name, Set<String> values, boolean negated) ->
                new TermInSetQuery(
                        Documents.MARK + name,
                        values.stream().map(BytesRef::new).toList());
            case Of(String kind, Set<UUID> ids, boolean negated) ->
                new TermInSetQuery(
                        Documents.ID,
                        ids.stream().map(id -> new BytesRef(kind + ":" + id)).toList());
            case Timed(String name, long from, long until, boolean negated) ->
                name.equals(Documents.ORDER)
                        ? LongField.newRangeQuery(Documents.ORDER, from, until - 1)
                        : LongPoint.newRangeQuery(Documents.TIME + name, from, until - 1);
            case Named(String name, String value, boolean negated) -> named(Documents.NAME + name, value);
        };
    }

    private static Query named(String field, String value) {
        var key = Documents.key(value);
        if (key.contains("@")) {
            return new TermQuery(new Term(field, key));
        }
        List<Query> parts = new ArrayList<>();
        for (var word : Words.of(Words.normalize(value))) {
            parts.add(new PrefixQuery(new Term(field, word.folded())));
        }
        if (parts.isEmpty()) {
            return new MatchNoDocsQuery("no word in " + field);
        }
        var all = new BooleanQuery.Builder();
        parts.forEach(part -> all.add(part, Occur.FILTER));
        return all.build();
    }
}
