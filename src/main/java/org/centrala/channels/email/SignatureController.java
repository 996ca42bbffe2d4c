package org.centrala.channels.email;

import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.spi.MailboxDirectory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/signature")
class SignatureController {
    private final Conversations conversations;
    private final MailboxCache mailboxes;
    private final Signatures signatures;

    SignatureController(Conversations conversations, MailboxCache mailboxes, Signatures signatures) {
        this.conversations = conversations;
        this.mailboxes = mailboxes;
        this.signatures = signatures;
    }

    /** The text, its variables filled; empty when nothing will be added. */
    record Signature(String text) {}

    /** What will stand under an answer of yours, unless you leave it out. */
    @GetMapping
    Signature signature(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        var conversation = conversations.get(new ConversationId(id), viewer);
        return new Signature(Optional.ofNullable(conversation.mailbox())
                .flatMap(mailboxes::row)
                .or(() -> mailboxes
                        .mainOf(conversation.inbox())
                        .map(MailboxDirectory.Mailbox::id)
                        .flatMap(mailboxes::row))
                .map(mailbox -> signatures.preview(
                        conversation, mailbox, viewer.agentId().orElse(null)))
                .orElse(""));
    }
}
