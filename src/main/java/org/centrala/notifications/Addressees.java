package org.centrala.notifications;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.conversations.Concerns;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is to be told of an event, and as what. Whether they may see it is not asked here. */
@Component
class Addressees {
    private static final Set<String> DONE = Set.of("solved", "closed");
    private static final Set<String> UNDELIVERED = Set.of("failed", "bounced");

    private final Concerns concerns;

    Addressees(Concerns concerns) {
        this.concerns = concerns;
    }

    /** By agent; nobody is told of what they did themselves. */
    Map<UUID, NotificationKind> of(Event event, Concerns.Concern concern, Concerns.@Nullable Said said) {
        var told = new HashMap<UUID, NotificationKind>();
        if (concern.spam()) {
            return told;
        }
        var given = now(event, "assignee");
        if (given != null) {
            tell(told, UUID.fromString(given), NotificationKind.ASSIGNED);
        }
        var status = event.changes().get("status");
        if (status != null
                && status.old() != null
                && DONE.contains(status.old().toString())
                && Objects.equals(now(event, "status"), "open")) {
            tellAll(told, concern, NotificationKind.REOPENED);
        }
        switch (event.kind()) {
            case "message.received" -> {
                if (said != null && !said.quiet()) {
                    tellAll(told, concern, NotificationKind.MESSAGE);
                }
            }
            case "message.queued" -> {
                if (event.actor().actsForUs()) {
                    tellAll(told, concern, NotificationKind.REPLY);
                }
            }
            case "note.added" -> {
                tellAll(told, concern, NotificationKind.NOTE);
                if (said != null) {
                    said.mentioned().forEach(agent -> tell(told, agent, NotificationKind.MENTION));
                }
            }
            case "message.delivery" -> {
                var state = now(event, "deliveryState");
                if (state != null && UNDELIVERED.contains(state)) {
                    tell(told, said == null ? null : said.author(), NotificationKind.FAILED);
                    tell(told, concern.assignee(), NotificationKind.FAILED);
                }
            }
            case "conversation.sideAnswered" -> {
                tellAll(told, concern, NotificationKind.ANSWERED);
                var side = event.refs().get("side");
                if (side != null) {
                    concerns.askedBy(side).ifPresent(agent -> tell(told, agent, NotificationKind.ANSWERED));
                }
            }
            case "conversation.review" -> {
                var id = event.refs().get("review");
                if (id != null) {
                    concerns.review(id).ifPresent(review -> tellOfReview(told, review, event));
                }
            }
            case "conversation.woken" -> {
                tell(told, concern.assignee(), NotificationKind.WOKEN);
                concerns.snoozedBy(event.streamId(), event.sequence())
                        .ifPresent(agent -> tell(told, agent, NotificationKind.WOKEN));
            }
            default -> {
                // Most of what happens is told to nobody.
            }
        }
        if (event.actor().kind() == Actor.Kind.AGENT && event.actor().id() != null) {
            told.remove(event.actor().id());
        }
        return told;
    }

    /** What its author asks or says is told to who looks it over, and what they do to the author. */
    private static void tellOfReview(Map<UUID, NotificationKind> told, Concerns.Review review, Event event) {
        var what = now(event, "review");
        if (!review.author().equals(event.actor().id())) {
            tell(told, review.author(), NotificationKind.REVIEW);
        } else if ("asked".equals(what) || "commented".equals(what)) {
            review.asked().forEach(agent -> tell(told, agent, NotificationKind.REVIEW));
        }
    }

    private static void tellAll(Map<UUID, NotificationKind> told, Concerns.Concern concern, NotificationKind kind) {
        tell(told, concern.assignee(), kind);
        concern.followers().forEach(agent -> tell(told, agent, kind));
    }

    private static void tell(Map<UUID, NotificationKind> told, @Nullable UUID agent, NotificationKind kind) {
        if (agent != null) {
            told.merge(agent, kind, (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
    }

    private static @Nullable String now(Event event, String field) {
        var change = event.changes().get(field);
        return change == null || change.now() == null ? null : change.now().toString();
    }
}
