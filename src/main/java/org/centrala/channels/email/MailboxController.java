package org.centrala.channels.email;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.channels.email.imap.ImapWatches;
import org.centrala.channels.email.smtp.SmtpListener;
import org.centrala.channels.email.trust.OwnDomain;
import org.centrala.platform.web.Once;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/mailboxes")
class MailboxController {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

    private final Mailboxes mailboxes;
    private final Submission submission;
    private final SmtpListener listener;
    private final ImapWatches watches;
    private final OwnDomain ownDomain;

    MailboxController(
            Mailboxes mailboxes,
            Submission submission,
            SmtpListener listener,
            ImapWatches watches,
            OwnDomain ownDomain) {
        this.watches = watches;
        this.mailboxes = mailboxes;
        this.submission = submission;
        this.listener = listener;
        this.ownDomain = ownDomain;
    }

    /** What to try, either way; {@code mailbox} lends its secrets when none are given. */
    record Check(
            @Nullable UUID mailbox,

            @Schema(implementation = Mailboxes.OutgoingSettings.class) @Nullable
            JsonNode outgoing,

            Mailboxes.@Nullable IncomingSettings incoming) {}

    /** What became of it, step by step. */
    record Checked(List<ServerCheck> checks) {}

    @GetMapping
    Page<Mailbox> list(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(mailboxes.list(viewer), null);
    }

    /** Where the listener takes mail. */
    @GetMapping("/listener")
    SmtpListener.Place listener(@AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return listener.place();
    }

    /** What SPF, DKIM and DMARC of the mailbox's domain lack for our mail to be believed. */
    @GetMapping("/{id}/domain")
    Page<OwnDomain.DomainFinding> domain(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String selector,
            @AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var mailbox = mailboxes.get(id, viewer);
        var outgoing = mailbox.outgoing();
        return new Page<>(
                ownDomain.check(
                        mailbox.address(),
                        selector,
                        outgoing == null ? null : outgoing.smtp().host()),
                null);
    }

    @GetMapping("/{id}")
    Mailbox get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return mailboxes.get(id, viewer);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mailbox create(@RequestBody Mailboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return lookedAt(mailboxes.create(details, viewer), viewer);
    }

    @PatchMapping("/{id}")
    Mailbox change(
            @PathVariable UUID id, @RequestBody Mailboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return lookedAt(mailboxes.change(id, details, viewer), viewer);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        mailboxes.delete(id, viewer);
    }

    /** Connects, secures and signs in, and says how far it came; no mail is sent. */
    @PostMapping("/check")
    @Once(Once.Keeping.NOTHING)
    Checked check(@RequestBody Check check, @AuthenticationPrincipal Viewer viewer) {
        if (check.incoming() != null) {
            var account = mailboxes.account(check.incoming(), check.mailbox(), viewer);
            return new Checked(
                    watches.check(account).stream().map(ServerCheck::of).toList());
        }
        return new Checked(submission.check(mailboxes.server(check.outgoing(), check.mailbox(), viewer)));
    }

    /** Fetches at once, whatever pause a failing mailbox is in. */
    @PostMapping("/{id}/retry")
    Mailbox retry(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var mailbox = mailboxes.get(id, viewer);
        watches.hurry(id);
        return mailbox;
    }

    /** A mailbox that starts from now starts before this request is answered, if its server answers soon. */
    private Mailbox lookedAt(Mailbox mailbox, Viewer viewer) {
        watches.changed(mailbox.id(), FIRST_LOOK);
        return mailbox.incoming().type().equals("imap") ? mailboxes.get(mailbox.id(), viewer) : mailbox;
    }
}
