package org.centrala.customers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.centrala.fields.FieldValues;
import org.centrala.fields.Shape;
import org.centrala.platform.log.Event;
import org.centrala.search.spi.SearchDocument;
import org.centrala.search.spi.SearchSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be found of a customer: the name, the contact points, the notes. */
@Component
class CustomerDocuments implements SearchSource {
    private static final String KIND = "customer";
    private static final int BATCH = 500;

    private final CustomerStore store;

    CustomerDocuments(CustomerStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** A customer changes by their own events, and is met through another inbox by a conversation's. */
    @Override
    public Set<UUID> touched(Event event) {
        if (event.streamType().equals(KIND)) {
            return Set.of(event.streamId());
        }
        var met = event.refs().get(KIND);
        return met == null ? Set.of() : Set.of(met);
    }

    @Override
    public List<SearchDocument> load(Collection<UUID> ids) {
        return documents(store.findAll(ids));
    }

    @Override
    public long count() {
        return store.count();
    }

    @Override
    public void all(Consumer<List<SearchDocument>> batches) {
        @Nullable UUID last = null;
        for (var rows = store.after(last, BATCH); !rows.isEmpty(); rows = store.after(last, BATCH)) {
            batches.accept(documents(rows));
            last = rows.getLast().id();
        }
    }

    private List<SearchDocument> documents(List<CustomerStore.Row> rows) {
        var ids = rows.stream().map(CustomerStore.Row::id).toList();
        var points = store.points(ids);
        var inboxes = store.inboxes(ids);
        var documents = new ArrayList<SearchDocument>(rows.size());
        for (var row : rows) {
            var values = points.getOrDefault(row.id(), List.of()).stream()
                    .map(ContactPoint::value)
                    .toList();
            var texts = new LinkedHashMap<String, String>();
            texts.put("name", row.name());
            texts.put("contact", String.join("\n", values));
            texts.put("fields", Shape.words(FieldValues.read(row.fields())));
            texts.put(SearchDocument.BODY, row.notes());
            documents.add(new SearchDocument(
                    KIND,
                    row.id(),
                    Set.copyOf(inboxes.getOrDefault(row.id(), List.of())),
                    row.updatedAt().toEpochMilli(),
                    texts,
                    Map.of("address", String.join(" ", values))));
        }
        return documents;
    }
}
