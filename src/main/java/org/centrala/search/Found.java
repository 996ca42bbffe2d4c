package org.centrala.search;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.centrala.search.Hits.Highlight;
import org.centrala.search.Hits.Hit;
import org.jspecify.annotations.Nullable;

/** What a searcher finds for somebody: only what their inboxes let them see, the recent first where all else is equal. */
final class Found {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final SortField NEWEST_FIRST =
            LongField.newSortField(Documents.ORDER, true, SortedNumericSelector.Type.MAX);
    private static final Sort NEWEST = new Sort(NEWEST_FIRST);

    /** What fits equally well stands in an order that does not depend on when it was put into the index. */
    private static final Sort BEST = new Sort(SortField.FIELD_SCORE, NEWEST_FIRST);

    private static final Duration RECENT = Duration.ofDays(30);

    /** Of a thing with very many files nobody reads more places than these. */
    private static final int MOST_HIGHLIGHTS = 10;

    private Found() {}

    static Hits in(IndexSearcher shared, SearchQuery asked, @Nullable Looked looked, boolean building, Instant now)
            throws IOException {
        // A searcher of its own: the timeout belongs to this search.
        var searcher = new IndexSearcher(shared.getIndexReader());
        searcher.setTimeout(new QueryTimeoutImpl(LONGEST.toMillis()));
        var last = asked.after() + asked.limit();
        var query = visible(asked, looked, now);
        var top = searcher.search(query, last + 1, looked == null ? NEWEST : BEST, looked != null).scoreDocs;
        var hits = new ArrayList<Hit>();
        for (var place = asked.after(); place < Math.min(last, top.length); place++) {
            var document = searcher.storedFields().document(top[place].doc);
            var id = document.get(Documents.ID);
            var colon = id.indexOf(':');
            var highlights = new ArrayList<Highlight>();
            for (var field : document.getFields()) {
                var highlight =
                        looked == null || highlights.size() >= MOST_HIGHLIGHTS ? null : highlight(field, looked);
                if (highlight != null) {
                    highlights.add(highlight);
                }
            }
            hits.add(new Hit(
                    id.substring(0, colon),
                    UUID.fromString(id.substring(colon + 1)),
                    looked == null ? 0 : top[place].score,
                    highlights));
        }
        return new Hits(
                hits,
                top.length > last && last <= SearchQuery.LAST,
                looked != null && looked.forgiving() && !hits.isEmpty(),
                building);
    }

    private static @Nullable Highlight highlight(IndexableField field, Looked looked) {
        var name = field.name();
        var text = field.stringValue();
        if (name.equals(Documents.FILE)) {
            var end = text.indexOf(Documents.NAME_END);
            var excerpt = Excerpts.of(text.substring(end + 1), looked);
            return excerpt == null ? null : new Highlight(Documents.FILE, excerpt, text.substring(0, end));
        }
        var excerpt = name.startsWith(Documents.TEXT) ? Excerpts.of(text, looked) : null;
        return excerpt == null ? null : new Highlight(name.substring(Documents.TEXT.length()), excerpt, null);
    }

    private static Query visible(SearchQuery asked, @Nullable Looked looked, Instant now) {
        var inboxes = new ArrayList<BytesRef>();
        inboxes.add(new BytesRef(Documents.EVERYBODY));
        asked.inboxes().forEach(inbox -> inboxes.add(new BytesRef(inbox.toString())));
        var query = new BooleanQuery.Builder().add(new TermInSetQuery(Documents.INBOX, inboxes), Occur.FILTER);
        if (looked != null) {
            query.add(looked.query(), Occur.MUST)
                    .add(
                            LongField.newDistanceFeatureQuery(
                                    Documents.ORDER, 1.5f, now.toEpochMilli(), RECENT.toMillis()),
                            Occur.SHOULD);
        }
        for (var filter : asked.filters()) {
            query.add(Filter.query(filter), filter.negated() ? Occur.MUST_NOT : Occur.FILTER);
        }
        if (!asked.kinds().isEmpty()) {
            var kinds = asked.kinds().stream().map(BytesRef::new).toList();
            query.add(new TermInSetQuery(Documents.KIND, kinds), Occur.FILTER);
        }
        return query.build();
    }
}
