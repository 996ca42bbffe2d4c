package org.centrala.conversations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.centrala.platform.postgres.Columns;
import org.centrala.platform.web.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what saved views hold: a page along an index, and the counts of many in one or two statements (docs/adr/0085). */
@Component
class SavedViewRowStore {
    /** A count that is larger says only that it is. */
    static final int MOST_COUNTED = 999;

    /** So many conversations are looked at for the counts of all views together, the newest of each inbox. */
    private static final int LOOKED_AT = 20_000;

    private static final int LEAST_LOOKED_AT = 500;

    private final JdbcClient jdbc;

    SavedViewRowStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page: inbox by inbox, open and done apart, so that each part is read in the order of an index. */
    List<ConversationStore.Row> page(
            ViewWhere where, SavedView.Sort sort, UUID[] inboxes, @Nullable Cursor after, int limit) {
        if (!where.open() && !where.done()) {
            return List.of();
        }
        var values = new HashMap<String, @Nullable Object>(where.values());
        var from = new StringBuilder("unnest(:inboxes::uuid[]) as i (id)");
        var conditions = new ArrayList<String>();
        conditions.add("c.inbox_id = i.id and c.merged_into is null and c.side_of is null and " + where.sql());
        switch (sort) {
            case PRIORITY -> {
                from.append(
                        " cross join (values ('urgent', 4), ('high', 3), ('normal', 2), ('low', 1)) as p (word, rank)");
                conditions.add("c.is_open and c.priority = p.word");
            }
            case TOUCHED -> conditions.add("c.is_open");
            case WAKING -> conditions.add("c.snoozed_until is not null");
            case NEWEST, OLDEST -> {
                if (where.open() != where.done()) {
                    conditions.add(where.open() ? "c.is_open" : "not c.is_open");
                }
            }
            case ACTIVITY, QUIET -> {
                from.append(" cross join (values ")
                        .append(where.open() ? "(true)" : "")
                        .append(where.open() && where.done() ? ", " : "")
                        .append(where.done() ? "(false)" : "")
                        .append(") as o (open)");
                conditions.add("c.is_open = o.open");
            }
        }
        if (after != null) {
            conditions.add(after(sort, after, values));
        }
        var inner = order(sort, "c.");
        var outer = sort == SavedView.Sort.PRIORITY ? "p.rank desc, " + inner : inner;
        return jdbc.sql("select " + ConversationStore.COLUMNS + " from " + from
                        + " cross join lateral (select c.* from conversation c where "
                        + String.join(" and ", conditions)
                        + " order by " + inner + " limit :limit) c order by " + outer + " limit :limit")
                .param("inboxes", inboxes)
                .param("limit", limit)
                .params(values)
                .query(ConversationStore::row)
                .list();
    }

    static int cursorParts(SavedView.Sort sort) {
        return switch (sort) {
            case NEWEST, OLDEST -> 1;
            case ACTIVITY, QUIET, TOUCHED, WAKING -> 2;
            case PRIORITY -> 3;
        };
    }

    static Cursor cursor(ConversationStore.Row row, SavedView.Sort sort) {
        return switch (sort) {
            case NEWEST, OLDEST -> Cursor.of(row.number());
            case ACTIVITY, QUIET -> Cursor.of(row.lastActivityAt(), row.id());
            case TOUCHED -> Cursor.of(row.touchedAt(), row.id());
            case WAKING -> Cursor.of(Objects.requireNonNull(row.snoozedUntil(), "is not snoozed"), row.id());
            case PRIORITY -> Cursor.of(row.priority().ordinal() + 1, row.lastActivityAt(), row.id());
        };
    }

    private static String order(SavedView.Sort sort, String c) {
        return switch (sort) {
            case NEWEST -> c + "number desc";
            case OLDEST -> c + "number";
            case ACTIVITY, PRIORITY -> c + "last_activity_at desc, " + c + "id desc";
            case QUIET -> c + "last_activity_at, " + c + "id";
            case TOUCHED -> c + "touched_at, " + c + "id";
            case WAKING -> c + "snoozed_until, " + c + "id";
        };
    }

    private static String after(SavedView.Sort sort, Cursor after, Map<String, @Nullable Object> values) {
        int at = 0;
        switch (sort) {
            case NEWEST, OLDEST -> {
                values.put("afterNumber", after.number(0));
                return "c.number " + (sort == SavedView.Sort.NEWEST ? "<" : ">") + " :afterNumber";
            }
            case PRIORITY -> {
                values.put("afterRank", after.number(0));
                at = 1;
            }
            case ACTIVITY, QUIET, TOUCHED, WAKING -> {}
        }
        values.put("afterAt", Columns.utc(after.instant(at)));
        values.put("afterId", after.uuid(at + 1));
        return switch (sort) {
            case ACTIVITY -> "(c.last_activity_at, c.id) < (:afterAt, :afterId)";
            case PRIORITY ->
                "(p.rank < :afterRank or p.rank = :afterRank and (c.last_activity_at, c.id) < (:afterAt, :afterId))";
            case QUIET -> "(c.last_activity_at, c.id) > (:afterAt, :afterId)";
            case TOUCHED -> "(c.touched_at, c.id) > (:afterAt, :afterId)";
            case WAKING, NEWEST, OLDEST -> "(c.snoozed_until, c.id) > (:afterAt, :afterId)";
        };
    }

    /** How many each holds: what is open is gone through once for all of them, and what is done once. */
    List<SavedView.Count> counts(List<ViewWhere> views, UUID[] inboxes) {
        var counts = new long[views.size()];
        var more = new boolean[views.size()];
        for (boolean open : new boolean[] {true, false}) {
            var asked = new ArrayList<Integer>();
            for (int i = 0; i < views.size(); i++) {
                if (open ? views.get(i).open() : views.get(i).done()) {
                    asked.add(i);
                }
            }
            if (!asked.isEmpty() && inboxes.length > 0) {
                add(views, asked, open, inboxes, counts, more);
            }
        }
        var told = new ArrayList<SavedView.Count>();
        for (int i = 0; i < counts.length; i++) {
            told.add(new SavedView.Count(Math.min(counts[i], MOST_COUNTED), counts[i] > MOST_COUNTED || more[i]));
        }
        return told;
    }

    private void add(
            List<ViewWhere> views, List<Integer> asked, boolean open, UUID[] inboxes, long[] counts, boolean[] more) {
        var cap = Math.max(LEAST_LOOKED_AT, LOOKED_AT / inboxes.length);
        var sql = new StringBuilder("select count(*) as looked");
        var values = new HashMap<String, @Nullable Object>();
        for (var i : asked) {
            sql.append(", count(*) filter (where ").append(views.get(i).sql()).append(")");
            values.putAll(views.get(i).values());
        }
        sql.append(
                        " from unnest(:inboxes::uuid[]) as i (id) cross join lateral (select * from conversation c where c.inbox_id = i.id and ")
                .append(open ? "c.is_open" : "not c.is_open")
                .append(
                        " and c.merged_into is null and c.side_of is null order by c.last_activity_at desc limit :cap) c group by i.id");
        jdbc.sql(sql.toString())
                .param("inboxes", inboxes)
                .param("cap", cap)
                .params(values)
                .query(row -> {
                    for (int place = 0; place < asked.size(); place++) {
                        counts[asked.get(place)] += row.getLong(place + 2);
                        more[asked.get(place)] |= row.getLong(1) >= cap;
                    }
                });
    }
}
