package org.centrala.notifications;

import java.time.Instant;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the agent who asks is told. */
@RestController
@RequestMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
    private final Notifications notifications;
    private final NotificationLetters letters;

    NotificationController(Notifications notifications, NotificationLetters letters) {
        this.notifications = notifications;
        this.letters = letters;
    }

    /** Of how many conversations something is unread, and whether the agent wants quiet now. */
    record UnreadNotifications(long unread, boolean quiet) {}

    /**
     * Whether somebody can be told by mail, and where.
     *
     * @param missing what has to be set up first, by whoever manages settings
     */
    record NotificationMail(@Nullable String to, NotificationLetters.@Nullable Missing missing) {}

    /** What to mark: all, or of one conversation; nothing that came after {@code until}. */
    record NotificationsRead(
            @Nullable UUID conversation, @Nullable UUID until) {}

    /** What to take back: a marking by its moment, or that of one conversation. */
    record NotificationsUnread(
            @Nullable UUID conversation, @Nullable Instant readAt) {}

    /** Conversation by conversation, the newest first. */
    @GetMapping
    Page<Notification.Group> notifications(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return notifications.list(unread, Page.limit(limit), cursor, viewer);
    }

    @GetMapping("/count")
    UnreadNotifications unreadNotifications(@AuthenticationPrincipal Viewer viewer) {
        return new UnreadNotifications(notifications.unread(viewer), notifications.quiet(viewer));
    }

    @GetMapping("/preferences")
    NotificationPreferences notificationPreferences(@AuthenticationPrincipal Viewer viewer) {
        return notifications.preferences(viewer);
    }

    /** All of them, as they are to be. */
    @PutMapping(path = "/preferences", consumes = MediaType.APPLICATION_JSON_VALUE)
    NotificationPreferences preferNotifications(
            @RequestBody NotificationPreferences body, @AuthenticationPrincipal Viewer viewer) {
        return notifications.prefer(body, viewer);
    }

    /** Whether and where mail goes. */
    @GetMapping("/preferences/mail")
    NotificationMail notificationMail(@AuthenticationPrincipal Viewer viewer) {
        return new NotificationMail(
                notifications.mailAddress(viewer), letters.missing().orElse(null));
    }

    @PostMapping(path = "/read", consumes = MediaType.APPLICATION_JSON_VALUE)
    Notification.Marked readNotifications(@RequestBody NotificationsRead body, @AuthenticationPrincipal Viewer viewer) {
        return notifications.read(body.conversation(), body.until(), viewer);
    }

    @PostMapping(path = "/unread", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unreadNotificationsAgain(@RequestBody NotificationsUnread body, @AuthenticationPrincipal Viewer viewer) {
        notifications.markUnread(body.conversation(), body.readAt(), viewer);
    }
}
