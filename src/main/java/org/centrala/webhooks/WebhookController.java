package org.centrala.webhooks;

import java.util.List;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks and what was sent to them. */
@RestController
@RequestMapping(path = "/api/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {
    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    record WebhookKinds(List<String> items) {}

    @GetMapping
    Page<Webhook> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return webhooks.list(Page.limit(limit), cursor, viewer);
    }

    /** What can be asked for. */
    @GetMapping("/kinds")
    WebhookKinds kinds(@AuthenticationPrincipal Viewer viewer) {
        return new WebhookKinds(webhooks.kinds(viewer));
    }

    /** The secret is said in this answer and never again. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Once(Once.Keeping.DEED)
    Webhook.Created create(@RequestBody Webhooks.NewWebhook wanted, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.create(wanted, viewer);
    }

    @GetMapping("/{id}")
    Webhook get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.get(id, viewer);
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Webhook change(
            @PathVariable UUID id, @RequestBody Webhooks.WebhookChange change, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.change(id, change, viewer);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        webhooks.delete(id, viewer);
    }

    /** Another secret, said in this answer and never again. */
    @PostMapping("/{id}/secret")
    @Once(Once.Keeping.DEED)
    Webhook.Created freshSecret(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.freshSecret(id, viewer);
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.CREATED)
    WebhookDelivery test(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.test(id, viewer);
    }

    /** Newest first. */
    @GetMapping("/{id}/deliveries")
    Page<WebhookDelivery> deliveries(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return webhooks.deliveries(id, Page.limit(limit), cursor, viewer);
    }

    /** How many are sent once more. */
    record ReplayedWebhooks(int replayed) {}

    /** Sends what has failed once more, at most a thousand at a time. */
    @PostMapping("/{id}/deliveries/replay-failed")
    ReplayedWebhooks replayFailed(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new ReplayedWebhooks(webhooks.replayFailed(id, viewer));
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    WebhookDelivery replay(@PathVariable UUID id, @PathVariable UUID delivery, @AuthenticationPrincipal Viewer viewer) {
        return webhooks.replay(id, delivery, viewer);
    }
}
