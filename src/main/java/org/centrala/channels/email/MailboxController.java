package org.centrala.channels.email;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.channels.email.smtp.SmtpListener;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/mailboxes")
class MailboxController {
    private final Mailboxes mailboxes;
    private final Submission submission;
    private final SmtpListener listener;

    MailboxController(Mailboxes mailboxes, Submission submission, SmtpListener listener) {
        this.mailboxes = mailboxes;
        this.submission = submission;
        this.listener = listener;
    }

    /** What to try; {@code mailbox} lends its password when none is given. */
    record Check(
            @Nullable UUID mailbox,

            @Schema(implementation = Mailboxes.OutgoingSettings.class) @Nullable
            JsonNode outgoing) {}

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

    @GetMapping("/{id}")
    Mailbox get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return mailboxes.get(id, viewer);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mailbox create(@RequestBody Mailboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return mailboxes.create(details, viewer);
    }

    @PatchMapping("/{id}")
    Mailbox change(
            @PathVariable UUID id, @RequestBody Mailboxes.Details details, @AuthenticationPrincipal Viewer viewer) {
        return mailboxes.change(id, details, viewer);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        mailboxes.delete(id, viewer);
    }

    /** Connects, secures and signs in, and says how far it came; no mail is sent. */
    @PostMapping("/check")
    Checked check(@RequestBody Check check, @AuthenticationPrincipal Viewer viewer) {
        return new Checked(submission.check(mailboxes.server(check.outgoing(), check.mailbox(), viewer)));
    }
}
