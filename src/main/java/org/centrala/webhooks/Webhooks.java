package org.centrala.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The addresses that are told of events, for whoever manages settings. */
@Service
public class Webhooks {
    /** What is sent when somebody tries an address out. */
    static final String TEST = "webhook.test";

    /** The kinds of events that can be asked for: what happens to conversations and customers, and trouble of mailboxes. */
    static final Set<String> KINDS = Set.of(
            "conversation.opened",
            "conversation.changed",
            "conversation.merged",
            "conversation.unmerged",
            "conversation.linked",
            "conversation.unlinked",
            "message.received",
            "message.queued",
            "message.delivery",
            "message.undone",
            "message.redacted",
            "message.sentElsewhere",
            "customer.created",
            "customer.changed",
            "customer.erased",
            "mailbox.failing",
            "mailbox.recovered");

    private static final int MOST = 50;
    private static final int MOST_AT_ONCE = 1000;
    private static final int LONGEST_NAME = 100;

    private final WebhookStore store;
    private final WebhookSender sender;
    private final PublicTargets targets;
    private final Secrets secrets;
    private final EventLog events;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(
            WebhookStore store,
            WebhookSender sender,
            PublicTargets targets,
            Secrets secrets,
            EventLog events,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.sender = sender;
        this.targets = targets;
        this.secrets = secrets;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** A webhook to make. */
    public record NewWebhook(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String url,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            List<String> kinds) {}

    /** What is to be another; what is left out stays. */
    public record WebhookChange(
            @Nullable String name,
            @Nullable String url,
            @Nullable List<String> kinds,
            @Nullable Boolean enabled) {}

    List<String> kinds(Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        return KINDS.stream().sorted().toList();
    }

    public Page<Webhook> list(int limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                store.list(after == null ? null : after.uuid(0), limit + 1), limit, hook -> Cursor.of(hook.id()));
    }

    public Webhook get(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        return store.find(id).orElseThrow(Webhooks::notFound);
    }

    @Transactional
    public Webhook.Created create(NewWebhook wanted, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        if (store.count() >= MOST) {
            throw Problem.conflict("webhook.too_many", "There are " + MOST + " webhooks already.");
        }
        var hook = new Webhook(
                Ids.next(),
                name(wanted.name()),
                targets.checked(wanted.url()),
                kinds(wanted.kinds()),
                true,
                null,
                null,
                null,
                null,
                clock.instant(),
                viewer.agentId().orElse(null));
        var secret = WebhookSignature.freshSecret();
        store.insert(hook, secrets.encrypt(secret));
        events.append(NewEvent.of("webhook", hook.id(), 1, "webhook.created", viewer.actor()));
        return new Webhook.Created(hook, secret);
    }

    @Transactional
    public Webhook change(UUID id, WebhookChange change, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var now = store.lock(id).orElseThrow(Webhooks::notFound);
        var changed = new Webhook(
                id,
                change.name() == null ? now.name() : name(change.name()),
                change.url() == null ? now.url() : targets.checked(change.url()),
                change.kinds() == null ? now.kinds() : kinds(change.kinds()),
                change.enabled() == null ? now.enabled() : change.enabled(),
                now.disabledFor(),
                now.failingSince(),
                now.lastError(),
                now.lastSuccessAt(),
                now.createdAt(),
                now.createdBy());
        if (!changed.equals(now)) {
            var sequence = store.change(changed);
            events.append(NewEvent.of("webhook", id, sequence, "webhook.changed", viewer.actor()));
            sender.nudge();
        }
        return store.find(id).orElseThrow(Webhooks::notFound);
    }

    /** Another secret; the one before signs nothing any more. */
    @Transactional
    public Webhook.Created freshSecret(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var secret = WebhookSignature.freshSecret();
        var sequence = store.secret(id, secrets.encrypt(secret)).orElseThrow(Webhooks::notFound);
        events.append(NewEvent.of("webhook", id, sequence, "webhook.changed", viewer.actor()));
        return new Webhook.Created(store.find(id).orElseThrow(Webhooks::notFound), secret);
    }

    @Transactional
    public void delete(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var sequence = store.delete(id).orElseThrow(Webhooks::notFound);
        events.append(NewEvent.of("webhook", id, sequence, "webhook.deleted", viewer.actor()));
    }

    /** Sends something harmless there, once. */
    @Transactional
    public WebhookDelivery test(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        if (store.lock(id).isEmpty()) {
            throw notFound();
        }
        var delivery = Ids.next();
        var now = clock.instant();
        store.add(
                delivery,
                id,
                Ids.next(),
                TEST,
                json.writeValueAsString(Map.of("type", TEST, "timestamp", now, "data", Map.of("webhook", id))),
                now);
        sender.nudge();
        return store.delivery(id, delivery).orElseThrow();
    }

    public Page<WebhookDelivery> deliveries(UUID id, int limit, @Nullable String cursor, Viewer viewer) {
        get(id, viewer);
        var before = Cursor.decode(cursor, 1);
        return Page.of(
                store.deliveries(id, before == null ? null : before.uuid(0), limit + 1),
                limit,
                one -> Cursor.of(one.id()));
    }

    /** Sends something once more, under the same id. */
    @Transactional
    public WebhookDelivery replay(UUID id, UUID delivery, Viewer viewer) {
        get(id, viewer);
        if (store.delivery(id, delivery).isEmpty()) {
            throw Problem.notFound("webhook.delivery_not_found", "There is no such delivery.");
        }
        if (!store.replay(id, delivery, clock.instant())) {
            throw Problem.conflict("webhook.being_sent", "It is being sent at this moment.");
        }
        sender.nudge();
        return store.delivery(id, delivery).orElseThrow();
    }

    /** Sends what has failed once more, at most a thousand at a time; how many. */
    @Transactional
    public int replayFailed(UUID id, Viewer viewer) {
        get(id, viewer);
        int replayed = store.replayFailed(id, clock.instant(), MOST_AT_ONCE);
        sender.nudge();
        return replayed;
    }

    private static String name(@Nullable String wanted) {
        var name = wanted == null ? "" : wanted.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "must have 1 to " + LONGEST_NAME + " characters");
        }
        if (name.codePoints().anyMatch(Webhooks::invisible)) {
            throw Problem.invalid("name", "must be one line of visible characters");
        }
        return name;
    }

    private static boolean invisible(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }

    private static List<String> kinds(@Nullable List<String> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            throw Problem.invalid("kinds", "must name at least one kind of event");
        }
        if (!KINDS.containsAll(wanted)) {
            throw Problem.invalid("kinds", "must be kinds that are listed at /webhooks/kinds");
        }
        return wanted.stream().distinct().sorted().toList();
    }

    private static Problem notFound() {
        return Problem.notFound("webhook.not_found", "There is no such webhook.");
    }
}
