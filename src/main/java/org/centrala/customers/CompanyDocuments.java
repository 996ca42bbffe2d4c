package org.centrala.customers;

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

/** What can be found of a company: the name, the domains, the fields, the notes. */
@Component
class CompanyDocuments implements SearchSource {
    static final String KIND = "company";
    private static final int BATCH = 500;

    private final CompanyStore store;

    CompanyDocuments(CompanyStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<UUID> touched(Event event) {
        return event.streamType().equals(KIND) ? Set.of(event.streamId()) : Set.of();
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

    private List<SearchDocument> documents(List<CompanyStore.Row> rows) {
        var domains = store.domains(rows.stream().map(CompanyStore.Row::id).toList());
        return rows.stream()
                .map(row -> document(row, domains.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static SearchDocument document(CompanyStore.Row row, List<String> domains) {
        var shown = domains.stream().map(CompanyDomain::shown).toList();
        var texts = new LinkedHashMap<String, String>();
        texts.put("name", row.name());
        // The parts of a domain, too, since nobody types the ending.
        texts.put(
                "contact",
                String.join("\n", shown) + "\n" + String.join("\n", shown).replace('.', ' '));
        texts.put("fields", Shape.words(FieldValues.read(row.fields())));
        texts.put(SearchDocument.BODY, row.notes());
        return new SearchDocument(
                KIND,
                row.id(),
                Set.of(),
                row.updatedAt().toEpochMilli(),
                texts,
                Map.of("address", String.join(" ", domains)));
    }
}
