package org.centrala.conversations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.centrala.customers.Companies;
import org.centrala.customers.Customers;
import org.centrala.fields.Shape;
import org.centrala.platform.log.Event;
import org.centrala.search.spi.SearchDocument;
import org.centrala.search.spi.SearchSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be found of a conversation: its number, subject, who takes part, and what was said. */
@Component
class ConversationDocuments implements SearchSource {
    private static final int BATCH = 200;
    /** Of a very long conversation the newest messages are found, and of a message its beginning. */
    private static final int MOST_MESSAGES = 200;

    /** Of a customer or tag with very many conversations the newest are found by a new name. */
    private static final int MOST_RENAMED = 1_000;

    private static final int MOST_CHARACTERS = 20_000;

    /** Of a conversation with very many files the newest are found by their words. */
    private static final int MOST_FILES = 20;

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final MergeStore merges;
    private final Customers customers;
    private final Companies companies;
    private final Tags tags;
    private final AttachmentTextStore texts;

    ConversationDocuments(
            ConversationStore conversations,
            MessageStore messages,
            MergeStore merges,
            Customers customers,
            Companies companies,
            Tags tags,
            AttachmentTextStore texts) {
        this.conversations = conversations;
        this.messages = messages;
        this.merges = merges;
        this.customers = customers;
        this.companies = companies;
        this.tags = tags;
        this.texts = texts;
    }

    @Override
    public String kind() {
        return ConversationSearch.CONVERSATION;
    }

    /** A conversation changes by its own events; all those of a customer when they are called something else or belong to another company. */
    @Override
    public Set<UUID> touched(Event event) {
        if (event.streamType().equals("customer") && event.changes().containsKey("company")) {
            return customers.family(event.streamId()).stream()
                    .flatMap(id -> conversations.idsOfCustomer(id, MOST_RENAMED).stream())
                    .collect(toSet());
        }
        if (event.streamType().equals("customer")) {
            return event.changes().containsKey("name") || event.changes().containsKey("contactPoints")
                    ? Set.copyOf(conversations.idsOfCustomer(event.streamId(), MOST_RENAMED))
                    : Set.of();
        }
        if (event.streamType().equals("tag")) {
            return Set.copyOf(tags.conversationsOf(event.streamId(), MOST_RENAMED));
        }
        if (event.kind().equals(AttachmentTexts.READ)) {
            return Set.of(merges.root(event.ref("conversation")));
        }
        return event.streamType().equals("conversation") && !event.kind().equals("message.delivery")
                ? shown(event)
                : Set.of();
    }

    /** What is written to a merged conversation still, such as a redaction, is found in the one it is shown in. */
    private Set<UUID> shown(Event event) {
        return switch (event.kind()) {
            case "conversation.opened", "message.received", "message.queued", "note.added" -> Set.of(event.streamId());
            default -> {
                var ids = new LinkedHashSet<>(Set.of(event.streamId()));
                ids.add(merges.root(event.streamId()));
                yield ids;
            }
        };
    }

    @Override
    public List<SearchDocument> load(Collection<UUID> ids) {
        return documents(conversations.findAll(ids));
    }

    @Override
    public long count() {
        return conversations.count();
    }

    @Override
    public void all(Consumer<List<SearchDocument>> batches) {
        @Nullable UUID last = null;
        for (var rows = conversations.after(last, BATCH); !rows.isEmpty(); rows = conversations.after(last, BATCH)) {
            batches.accept(documents(rows));
            last = rows.getLast().id();
        }
    }

    /**
     * A merged conversation has no document of its own: its words are found in the one it is shown in. A side thread is
     * found where it was asked.
     */
    private List<SearchDocument> documents(List<ConversationStore.Row> found) {
        var rows = found.stream()
                .filter(row -> row.mergedInto() == null && row.sideOf() == null)
                .toList();
        var families =
                merges.families(rows.stream().map(ConversationStore.Row::id).toList());
        var merged = merges.merged(families);
        var names = customers.names(
                rows.stream().map(ConversationStore.Row::customer).collect(toSet()));
        var companyOf = companies.ofCustomers(
                rows.stream().map(ConversationStore.Row::customer).collect(toSet()));
        var tagNames =
                tags.names(rows.stream().flatMap(row -> row.tags().stream()).collect(toSet()));
        var said = messages.said(families, MOST_MESSAGES, MOST_CHARACTERS).stream()
                .collect(groupingBy(one -> {
                    var place = merged.get(one.conversation());
                    return place == null ? one.conversation() : place.root();
                }));
        var written = texts.of(families, MOST_FILES).stream().collect(groupingBy(one -> {
            var place = merged.get(one.conversation());
            return place == null ? one.conversation() : place.root();
        }));
        var documents = new ArrayList<SearchDocument>(rows.size());
        for (var row : rows) {
            documents.add(document(
                    row,
                    names,
                    companyOf.get(row.customer()),
                    tagNames,
                    said.getOrDefault(row.id(), List.of()),
                    written.getOrDefault(row.id(), List.of())));
        }
        return documents;
    }

    private static SearchDocument document(
            ConversationStore.Row row,
            Map<UUID, String> names,
            @Nullable UUID company,
            Map<String, String> tagNames,
            List<MessageStore.Said> said,
            List<AttachmentTextStore.Written> written) {
        var people = new LinkedHashSet<String>();
        people.add(names.getOrDefault(row.customer(), ""));
        var addresses = new LinkedHashSet<String>();
        var body = new StringBuilder();
        for (var message : said) {
            if (message.fromAddress() != null) {
                addresses.add(message.fromAddress());
            }
            if (message.fromName() != null) {
                people.add(message.fromName());
            }
            body.append(message.text()).append('\n');
        }
        var texts = new LinkedHashMap<String, String>();
        texts.put("subject", row.subject());
        texts.put("people", String.join("\n", people));
        texts.put("addresses", String.join("\n", addresses));
        var files = new LinkedHashSet<String>();
        said.forEach(message -> files.addAll(message.files()));
        texts.put("files", String.join("\n", files));
        texts.put("tags", String.join("\n", Tags.shown(row.tags(), tagNames)));
        texts.put("fields", Shape.words(row.fields()));
        texts.put(SearchDocument.BODY, body.toString());
        var marks = new HashMap<String, Set<String>>();
        marks.put(SearchOperators.STATUS, Set.of(row.status().wire()));
        marks.put(SearchOperators.PRIORITY, Set.of(row.priority().wire()));
        marks.put(SearchOperators.INBOX, Set.of(row.inbox().toString()));
        marks.put(
                SearchOperators.ASSIGNEE,
                Set.of(
                        row.assignee() == null
                                ? SearchOperators.NOBODY
                                : row.assignee().toString()));
        marks.put(SearchOperators.TAG, Set.copyOf(row.tags()));
        marks.put(SearchOperators.FIELD, Shape.marks(row.fields()));
        marks.put(SearchOperators.REASON, Set.of(row.reason() == null ? SearchOperators.NO_REASON : row.reason()));
        if (company != null) {
            marks.put(SearchOperators.COMPANY, Set.of(company.toString()));
        }
        if (row.complexity() != null) {
            marks.put(SearchOperators.COMPLEXITY, Set.of(row.complexity().wire()));
        }
        if (row.team() != null) {
            marks.put(SearchOperators.TEAM, Set.of(row.team().toString()));
        }
        var is = new HashSet<String>();
        if (row.spam()) {
            is.add(SearchOperators.SPAM);
        }
        if (row.snoozedUntil() != null) {
            is.add(SearchOperators.SNOOZED);
        }
        marks.put(SearchOperators.IS, is);
        if (!files.isEmpty()) {
            marks.put(SearchOperators.HAS, Set.of(SearchOperators.ATTACHMENT));
        }
        var senders = new LinkedHashSet<>(addresses);
        senders.addAll(people);
        var recipients = new LinkedHashSet<String>();
        said.forEach(message -> recipients.addAll(message.recipients()));
        return new SearchDocument(
                ConversationSearch.CONVERSATION,
                row.id(),
                Set.of(row.inbox()),
                row.lastActivityAt().toEpochMilli(),
                texts,
                Map.of("number", Long.toString(row.number()), "address", String.join(" ", addresses)),
                marks,
                Map.of(SearchOperators.FROM, senders, SearchOperators.TO, recipients, SearchOperators.FILE_NAME, files),
                Map.of(SearchOperators.OPENED, row.createdAt().toEpochMilli()),
                written.stream()
                        .limit(MOST_FILES)
                        .map(one -> new SearchDocument.File(one.fileName(), one.text()))
                        .toList());
    }
}
