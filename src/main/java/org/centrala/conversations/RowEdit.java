package org.centrala.conversations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.conversations.ConversationStore.Row;
import org.jspecify.annotations.Nullable;

/** A conversation's row being written: what is not set stays as it was. */
final class RowEdit {
    final UUID id;
    long number;
    String subject;
    Status status;
    Priority priority;
    UUID inbox;
    UUID brand;

    @Nullable
    UUID mailbox;

    @Nullable
    UUID team;

    @Nullable
    UUID assignee;

    UUID customer;

    @Nullable
    String language;

    List<String> tags;
    boolean spam;

    @Nullable
    UUID followUpOf;

    long sequence;
    long lastCustomerSequence;
    int messageCount;
    String preview;
    Conversation.@Nullable LastMessage lastMessage;
    Instant createdAt;
    Instant updatedAt;
    Instant lastActivityAt;

    @Nullable
    UUID mergedInto;

    @Nullable
    UUID mergedRoot;

    @Nullable
    Instant snoozedUntil;

    long wokenSequence;
    Instant touchedAt;
    Map<String, Object> fields;

    @Nullable
    String reason;

    @Nullable
    Complexity complexity;

    @Nullable
    UUID sideOf;

    private RowEdit(Row row) {
        id = row.id();
        number = row.number();
        subject = row.subject();
        status = row.status();
        priority = row.priority();
        inbox = row.inbox();
        brand = row.brand();
        mailbox = row.mailbox();
        team = row.team();
        assignee = row.assignee();
        customer = row.customer();
        language = row.language();
        tags = row.tags();
        spam = row.spam();
        followUpOf = row.followUpOf();
        sequence = row.sequence();
        lastCustomerSequence = row.lastCustomerSequence();
        messageCount = row.messageCount();
        preview = row.preview();
        lastMessage = row.lastMessage();
        createdAt = row.createdAt();
        updatedAt = row.updatedAt();
        lastActivityAt = row.lastActivityAt();
        mergedInto = row.mergedInto();
        mergedRoot = row.mergedRoot();
        snoozedUntil = row.snoozedUntil();
        wokenSequence = row.wokenSequence();
        touchedAt = row.touchedAt();
        fields = row.fields();
        reason = row.reason();
        complexity = row.complexity();
        sideOf = row.sideOf();
    }

    static RowEdit of(Row row) {
        return new RowEdit(row);
    }

    /** A new conversation in which nothing was said yet. */
    static RowEdit opened(UUID id, UUID inbox, UUID brand, UUID customer, Instant at) {
        return new RowEdit(new Row(
                id,
                0,
                "",
                Status.NEW,
                Priority.NORMAL,
                inbox,
                brand,
                null,
                null,
                null,
                customer,
                null,
                List.of(),
                false,
                null,
                1,
                0,
                0,
                "",
                null,
                at,
                at,
                at,
                null,
                null,
                null,
                0,
                at,
                Map.of(),
                null,
                null,
                null));
    }

    Row row() {
        return new Row(
                id,
                number,
                subject,
                status,
                priority,
                inbox,
                brand,
                mailbox,
                team,
                assignee,
                customer,
                language,
                tags,
                spam,
                followUpOf,
                sequence,
                lastCustomerSequence,
                messageCount,
                preview,
                lastMessage,
                createdAt,
                updatedAt,
                lastActivityAt,
                mergedInto,
                mergedRoot,
                snoozedUntil,
                wokenSequence,
                touchedAt,
                fields,
                reason,
                complexity,
                sideOf);
    }
}
