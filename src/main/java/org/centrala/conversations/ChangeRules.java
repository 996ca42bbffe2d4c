package org.centrala.conversations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.fields.Field;
import org.centrala.fields.Fields;
import org.centrala.fields.Shape;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What may be written into a conversation's fields, and what that changes. */
@Component
class ChangeRules {
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(730);

    private final Inboxes inboxes;
    private final Viewers viewers;
    private final Teams teams;
    private final MailboxDirectory mailboxes;
    private final Clock clock;
    private final Tags tags;
    private final Fields fields;

    ChangeRules(
            Inboxes inboxes,
            Viewers viewers,
            Teams teams,
            MailboxDirectory mailboxes,
            Tags tags,
            Fields fields,
            Clock clock) {
        this.inboxes = inboxes;
        this.viewers = viewers;
        this.teams = teams;
        this.mailboxes = mailboxes;
        this.clock = clock;
        this.tags = tags;
        this.fields = fields;
    }

    /** A row with new values and what differs from the old ones, as the log may know it. */
    record Changed(ConversationStore.Row row, Map<String, Change> changes) {

        /** What is written; whatever one of us changes is touched. */
        ConversationStore.Row row(long sequence, Instant at, Actor actor) {
            var edit = RowEdit.of(row(sequence, at));
            edit.touchedAt = actor.actsForUs() ? at : edit.touchedAt;
            return edit.row();
        }

        ConversationStore.Row row(long sequence, Instant at) {
            var edit = RowEdit.of(row);
            edit.sequence = sequence;
            edit.updatedAt = at;
            return edit.row();
        }
    }

    /** Why a conversation cannot be solved yet. */
    static final class Incomplete extends Problem {
        private final transient List<Shape.Missing> missing;

        Incomplete(List<Shape.Missing> missing) {
            super(
                    HttpStatus.CONFLICT,
                    "conversation.incomplete",
                    "Fill in before solving: "
                            + String.join(
                                    ", ",
                                    missing.stream().map(Shape.Missing::name).toList()) + ".",
                    Map.of("missing", missing));
            this.missing = missing;
        }

        List<Shape.Missing> missing() {
            return missing;
        }
    }

    /** What was looked up for one conversation and is the same for the next. */
    static final class Known {
        private final Map<UUID, Optional<Viewer>> agents = new HashMap<>();
        private final Set<UUID> teams = new HashSet<>();
        private @Nullable Shape shape;
    }

    Changed apply(ConversationPatch patch, ConversationStore.Row row, Viewer viewer) {
        return apply(patch, row, viewer, new Known());
    }

    Changed apply(ConversationPatch patch, ConversationStore.Row row, Viewer viewer, Known known) {
        var inbox = row.inbox();
        if (patch.has("inbox")) {
            inbox = patch.id("inbox");
            if (!viewer.sees(inbox)) {
                throw Problem.invalid("inbox", "does not exist, or you may not see it");
            }
        }
        var mailbox = row.mailbox();
        if (patch.has("mailbox")) {
            mailbox = patch.id("mailbox");
            var target = inbox;
            if (mailboxes
                    .mailbox(mailbox)
                    .filter(found -> found.inbox().equals(target))
                    .isEmpty()) {
                throw Problem.invalid("mailbox", "is not a mailbox of the conversation's inbox");
            }
        } else if (!inbox.equals(row.inbox())) {
            mailbox = mailboxes.mainOf(inbox).map(MailboxDirectory.Mailbox::id).orElse(row.mailbox());
        }
        var assignee = patch.has("assignee") ? patch.optionalId("assignee") : row.assignee();
        if (patch.has("assignee")) {
            assignee(assignee, inbox, known);
        }
        var team = patch.has("team") ? patch.optionalId("team") : row.team();
        if (patch.has("team") && team != null && !known.teams.contains(team)) {
            team(team);
            known.teams.add(team);
        }
        var edit = RowEdit.of(row);
        edit.subject = patch.has("subject") ? subject(patch.text("subject")) : row.subject();
        edit.status = patch.has("status")
                ? patch.word("status", Status::of, "new, open, pending, on_hold, solved, closed")
                : row.status();
        edit.priority = patch.has("priority")
                ? patch.word("priority", Priority::of, "low, normal, high, urgent")
                : row.priority();
        if (row.sideOf() != null && !inbox.equals(row.inbox())) {
            throw Problem.invalid("inbox", "is that of the conversation where it was asked");
        }
        edit.inbox = inbox;
        edit.brand = inbox.equals(row.inbox()) ? row.brand() : inboxes.brandOf(inbox);
        edit.mailbox = mailbox;
        edit.team = team;
        edit.assignee = assignee;
        edit.language = patch.has("language") ? language(patch.optionalText("language")) : row.language();
        edit.tags = tags(patch, row.tags());
        edit.spam = patch.has("spam") ? patch.flag("spam") : row.spam();
        if (patch.has("snoozedUntil")) {
            edit.snoozedUntil = snooze(patch.optionalInstant("snoozedUntil"), row, edit);
        }
        shape(patch, edit, known);
        wakeDone(edit);
        if (!edit.status.isOpen()) {
            requireAnswered(row, edit, known);
        }
        return difference(row, edit.row());
    }

    private void shape(ConversationPatch patch, RowEdit edit, Known known) {
        if (patch.has("fields")) {
            edit.fields = shape(known).changed(edit.fields, patch.values("fields"), edit.brand);
        }
        if (patch.has("reason")) {
            var reason = patch.optionalText("reason");
            edit.reason = reason == null || reason.equals(edit.reason)
                    ? reason
                    : shape(known).reason(reason, edit.brand);
        }
        if (patch.has("complexity")) {
            edit.complexity = patch.optionalText("complexity") == null
                    ? null
                    : patch.word("complexity", Complexity::of, "simple, normal, hard");
        }
    }

    private Shape shape(Known known) {
        if (known.shape == null) {
            known.shape = fields.shape(Field.Subject.CONVERSATION);
        }
        return known.shape;
    }

    /** Refuses to solve what lacks an answer that the team wants first. */
    void requireAnswered(ConversationStore.Row row, Status status) {
        var edit = RowEdit.of(row);
        edit.status = status;
        requireAnswered(row, edit, new Known());
    }

    private void requireAnswered(ConversationStore.Row row, RowEdit edit, Known known) {
        if (!row.status().isOpen() || edit.status.isOpen() || edit.spam) {
            return;
        }
        var missing = shape(known).missing(edit.brand, edit.reason, edit.fields);
        if (!missing.isEmpty()) {
            throw new Incomplete(missing);
        }
    }

    /** The row with another status and assignee: what a message does to it. */
    Changed moved(ConversationStore.Row row, Status status, @Nullable UUID assignee) {
        var edit = RowEdit.of(row);
        edit.status = status;
        edit.assignee = assignee;
        wakeDone(edit);
        return difference(row, edit.row());
    }

    /** The row with another status, and awake: what an answer does to it. */
    Changed answered(ConversationStore.Row row, Status status) {
        var edit = RowEdit.of(row);
        edit.status = status;
        edit.snoozedUntil = null;
        return difference(row, edit.row());
    }

    /** What is done or junk waits for nothing. */
    private static void wakeDone(RowEdit edit) {
        if (edit.spam || !edit.status.isOpen()) {
            edit.snoozedUntil = null;
        }
    }

    private @Nullable Instant snooze(@Nullable Instant until, ConversationStore.Row row, RowEdit now) {
        if (until == null || until.equals(row.snoozedUntil())) {
            return until;
        }
        var at = until.truncatedTo(ChronoUnit.MILLIS);
        if (!at.isAfter(clock.instant()) || at.isAfter(clock.instant().plus(LONGEST_SNOOZE))) {
            throw Problem.invalid("snoozedUntil", "must be to come, within two years");
        }
        if (now.spam || !now.status.isOpen()) {
            throw Problem.invalid("snoozedUntil", "is for what is open: reopen the conversation first");
        }
        return at;
    }

    static Changed difference(ConversationStore.Row old, ConversationStore.Row now) {
        var changes = new LinkedHashMap<String, Change>();
        if (!old.subject().equals(now.subject())) {
            changes.put("subject", new Change(null, null)); // a subject is the customer's own and stays out of the log
        }
        note(changes, "status", old.status().wire(), now.status().wire());
        note(changes, "priority", old.priority().wire(), now.priority().wire());
        note(changes, "inbox", old.inbox(), now.inbox());
        note(changes, "mailbox", old.mailbox(), now.mailbox());
        note(changes, "team", old.team(), now.team());
        note(changes, "assignee", old.assignee(), now.assignee());
        note(changes, "language", old.language(), now.language());
        note(changes, "tags", old.tags(), now.tags());
        note(changes, "spam", old.spam(), now.spam());
        note(changes, "snoozedUntil", wire(old.snoozedUntil()), wire(now.snoozedUntil()));
        changes.putAll(Shape.difference(old.fields(), now.fields()));
        note(changes, "reason", old.reason(), now.reason());
        note(changes, "complexity", wire(old.complexity()), wire(now.complexity()));
        return new Changed(now, changes);
    }

    private static @Nullable String wire(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable String wire(@Nullable Complexity complexity) {
        return complexity == null ? null : complexity.wire();
    }

    private static void note(Map<String, Change> changes, String field, @Nullable Object old, @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            changes.put(field, new Change(old, now));
        }
    }

    String subject(String subject) {
        var clean = subject.replaceAll("\\s+", " ").strip();
        if (clean.length() > Conversations.LONGEST_SUBJECT) {
            throw Problem.invalid("subject", "has more than " + Conversations.LONGEST_SUBJECT + " characters");
        }
        return clean;
    }

    void team(@Nullable UUID team) {
        if (team != null && teams.find(team).isEmpty()) {
            throw Problem.invalid("team", "does not exist");
        }
    }

    /** Only an agent who works and sees the inbox can be given its conversations. */
    void assignee(@Nullable UUID assignee, UUID inbox) {
        assignee(assignee, inbox, new Known());
    }

    private void assignee(@Nullable UUID assignee, UUID inbox, Known known) {
        if (assignee != null
                && !known.agents
                        .computeIfAbsent(assignee, viewers::ofAgent)
                        .map(agent -> agent.sees(inbox))
                        .orElse(false)) {
            throw Problem.invalid("assignee", "is no active agent who sees this inbox");
        }
    }

    @Nullable
    String language(@Nullable String language) {
        if (language == null || language.isBlank()) {
            return null;
        }
        if (!language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
            throw Problem.invalid("language", "is a language tag such as pl or sl");
        }
        return language;
    }

    private List<String> tags(ConversationPatch patch, List<String> present) {
        var adds = patch.has("addTags") ? patch.texts("addTags") : List.<String>of();
        var removes = patch.has("removeTags") ? patch.texts("removeTags") : List.<String>of();
        if (patch.has("tags")) {
            if (!adds.isEmpty() || !removes.isEmpty()) {
                throw Problem.invalid("tags", "are either given whole, or by addTags and removeTags");
            }
            return tags.replaced(present, patch.texts("tags"));
        }
        return adds.isEmpty() && removes.isEmpty() ? present : tags.changed(present, adds, removes);
    }

    List<String> tags(List<String> wanted) {
        return tags.replaced(List.of(), wanted);
    }
}
