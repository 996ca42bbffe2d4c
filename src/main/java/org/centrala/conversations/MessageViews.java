package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.access.ApiKeys;
import org.centrala.customers.Customers;
import org.centrala.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of stored messages what the API shows: with the names of who wrote them, and their files. */
@Component
class MessageViews {
    private final MessageStore store;
    private final MergeStore merges;
    private final Customers customers;
    private final Agents agents;
    private final ApiKeys keys;

    MessageViews(MessageStore store, MergeStore merges, Customers customers, Agents agents, ApiKeys keys) {
        this.store = store;
        this.merges = merges;
        this.customers = customers;
        this.agents = agents;
        this.keys = keys;
    }

    /** Adds attachments and authors' names; one query each. */
    List<Message> of(List<MessageStore.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var files = store.attachments(rows.stream().map(MessageStore.Row::id).toList());
        var merged =
                merges.merged(rows.stream().map(MessageStore.Row::conversation).collect(toSet()));
        var names = names(rows.stream().map(MessageStore.Row::actor).collect(toSet()));
        return rows.stream()
                .map(row -> new Message(
                        row.id(),
                        shown(row, merged),
                        origin(row, merged),
                        row.sequence(),
                        row.direction(),
                        row.audience(),
                        row.channel(),
                        new Message.Author(
                                row.actor().kind(), row.actor().id(), name(row, names.getOrDefault(row.actor(), ""))),
                        row.from(),
                        row.replyTo(),
                        row.recipients().to(),
                        row.recipients().cc(),
                        row.recipients().bcc(),
                        row.subject(),
                        row.text(),
                        row.visibleText(),
                        row.html(),
                        files.getOrDefault(row.id(), List.of()).stream()
                                .map(MessageViews::attachment)
                                .toList(),
                        row.deliveryState(),
                        row.deliveryDetail(),
                        row.externalId(),
                        row.automatic(),
                        row.imported(),
                        trust(row),
                        row.forwardOf(),
                        row.sendAt(),
                        row.createdAt(),
                        row.facts().protection(),
                        row.facts().invitation(),
                        row.facts().warnings()))
                .toList();
    }

    private static UUID shown(MessageStore.Row row, Map<UUID, MergeStore.Merged> merged) {
        var place = merged.get(row.conversation());
        return place == null ? row.conversation() : place.root();
    }

    private static Message.@Nullable Origin origin(MessageStore.Row row, Map<UUID, MergeStore.Merged> merged) {
        var place = merged.get(row.conversation());
        return place == null ? null : new Message.Origin(row.conversation(), place.number(), place.sequence());
    }

    private static @Nullable Trust trust(MessageStore.Row row) {
        return row.direction() != Direction.INBOUND || row.trust() != null ? row.trust() : Trust.NONE;
    }

    /** Who wrote in another program is known by their address alone. */
    private static String name(MessageStore.Row row, String known) {
        var from = row.from();
        if (!known.isEmpty() || row.actor().kind() != Actor.Kind.INTEGRATION || from == null) {
            return known;
        }
        return from.name() == null || from.name().isBlank() ? from.address() : from.name();
    }

    private static Message.Attachment attachment(MessageStore.AttachmentRow row) {
        return new Message.Attachment(
                row.id(),
                row.fileName(),
                row.contentType(),
                row.size(),
                row.contentId(),
                "/api/v1/attachments/" + row.id(),
                row.withheld());
    }

    private Map<Actor, String> names(Set<Actor> actors) {
        var customerNames = customers.names(ids(actors, Actor.Kind.CUSTOMER));
        var agentNames = agents.names(ids(actors, Actor.Kind.AGENT));
        var keyNames = keys.names(ids(actors, Actor.Kind.INTEGRATION));
        var names = new HashMap<Actor, String>();
        for (var actor : actors) {
            var known = switch (actor.kind()) {
                case CUSTOMER -> customerNames.get(actor.id());
                case AGENT -> agentNames.get(actor.id());
                case INTEGRATION -> keyNames.get(actor.id());
                case RULE, ASSISTANT, SYSTEM -> null;
            };
            names.put(actor, known == null ? "" : known);
        }
        return names;
    }

    private static Set<UUID> ids(Set<Actor> actors, Actor.Kind kind) {
        return actors.stream()
                .filter(actor -> actor.kind() == kind)
                .map(Actor::id)
                .filter(Objects::nonNull)
                .collect(toSet());
    }
}
