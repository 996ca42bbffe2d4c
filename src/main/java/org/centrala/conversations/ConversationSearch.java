package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.customers.Customer;
import org.centrala.customers.Customers;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.search.Hits;
import org.centrala.search.SearchIndex;
import org.centrala.search.SearchQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Search over conversations and customers: hits of the index, loaded again under the viewer's rights. */
@Component
class ConversationSearch {
    static final String CONVERSATION = "conversation";
    static final String CUSTOMER = "customer";

    /** A list filtered by words is made of at most so many best hits. */
    private static final int MOST_IDS = 200;

    private final SearchIndex index;
    private final SearchOperators operators;
    private final Conversations conversations;
    private final Customers customers;

    ConversationSearch(SearchIndex index, SearchOperators operators, Conversations conversations, Customers customers) {
        this.index = index;
        this.operators = operators;
        this.conversations = conversations;
        this.customers = customers;
    }

    /** One thing found, of the kind that says which of the two it is. */
    @Schema(name = "SearchHit")
    record Hit(
            @Schema(allowableValues = {"conversation", "customer"})
            String kind,

            @Nullable Conversation conversation,
            @Nullable Customer customer,
            List<Hits.Highlight> highlights) {}

    /**
     * A page of hits.
     *
     * @param hints what was not understood of the search, or otherwise than it looks
     * @param building whether the index is still being built, so that hits may be missing
     */
    @Schema(name = "SearchPage")
    record Results(List<Hit> items, @Nullable String next, List<SearchOperators.Hint> hints, boolean building) {}

    /** The best hits among conversations, to narrow a list by. */
    List<UUID> ids(String text, @Nullable UUID inbox, Viewer viewer) {
        var asked = operators.read(text, ZoneOffset.UTC, viewer);
        if (asked.impossible()) {
            return List.of();
        }
        return index
                .search(new SearchQuery(
                        asked.words(), Set.of(CONVERSATION), inboxes(inbox, viewer), asked.filters(), MOST_IDS, 0))
                .items()
                .stream()
                .map(Hits.Hit::id)
                .toList();
    }

    /** Days that operators name are those of the zone. */
    Results search(
            String text,
            @Nullable UUID inbox,
            ZoneId zone,
            @Nullable Integer limit,
            @Nullable String cursor,
            Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var size = Page.limit(limit);
        var start = Cursor.decode(cursor, 1);
        var after = start == null ? 0 : Math.toIntExact(Math.min(start.number(0), SearchQuery.LAST));
        var asked = operators.read(text, zone, viewer);
        if (asked.impossible()) {
            return new Results(List.of(), null, asked.hints(), false);
        }
        // Operators are about conversations: a customer has none of what they ask for.
        var kinds = viewer.can(Permission.CUSTOMER_READ) && asked.filters().isEmpty()
                ? Set.of(CONVERSATION, CUSTOMER)
                : Set.of(CONVERSATION);
        var hits = index.search(
                new SearchQuery(asked.words(), kinds, inboxes(inbox, viewer), asked.filters(), size, after));
        var foundConversations = byId(conversations.list(ids(hits, CONVERSATION), viewer), Conversation::id);
        var foundCustomers =
                kinds.contains(CUSTOMER) ? customers.byId(ids(hits, CUSTOMER), viewer) : new HashMap<UUID, Customer>();
        var items = new ArrayList<Hit>();
        for (var hit : hits.items()) {
            var conversation = foundConversations.get(hit.id());
            var customer = foundCustomers.get(hit.id());
            if (conversation != null || customer != null) {
                items.add(new Hit(hit.kind(), conversation, customer, hit.highlights()));
            }
        }
        var next = hits.more() && after + size < SearchQuery.LAST
                ? Cursor.of(after + size).encode()
                : null;
        var hints = new ArrayList<>(asked.hints());
        if (hits.similar()) {
            hints.add(new SearchOperators.Hint(asked.words(), SearchOperators.Reason.SIMILAR, List.of()));
        }
        return new Results(items, next, hints, hits.building());
    }

    private static Set<UUID> inboxes(@Nullable UUID inbox, Viewer viewer) {
        if (inbox == null) {
            return viewer.inboxes();
        }
        return viewer.sees(inbox) ? Set.of(inbox) : Set.of();
    }

    private static List<UUID> ids(Hits hits, String kind) {
        return hits.items().stream()
                .filter(hit -> hit.kind().equals(kind))
                .map(Hits.Hit::id)
                .toList();
    }

    private static <T> HashMap<UUID, T> byId(List<T> things, Function<T, UUID> id) {
        var map = new HashMap<UUID, T>();
        things.forEach(thing -> map.put(id.apply(thing), thing));
        return map;
    }
}
