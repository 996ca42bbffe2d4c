package org.centrala.channels.email;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Agent;
import org.centrala.access.Agents;
import org.centrala.access.Brand;
import org.centrala.access.Brands;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.Outgoing;
import org.centrala.platform.Actor;
import org.centrala.platform.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands under a mail: the signature of the agent, the mailbox or the brand, with its variables filled. */
@Component
class Signatures {
    /** Whose signature closes the mail of a mailbox. One that is empty falls back on the next. */
    enum From {
        AGENT,
        MAILBOX,
        BRAND,
        NONE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static From of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }

        /** The first template of this choice that says something. */
        String choose(String agents, String mailboxes, String brands) {
            var templates = switch (this) {
                case AGENT -> List.of(agents, mailboxes, brands);
                case MAILBOX -> List.of(mailboxes, brands);
                case BRAND -> List.of(brands);
                case NONE -> List.<String>of();
            };
            return templates.stream()
                    .filter(template -> !template.isBlank())
                    .findFirst()
                    .orElse("");
        }
    }

    private final Agents agents;
    private final Brands brands;

    Signatures(Agents agents, Brands brands) {
        this.agents = agents;
        this.brands = brands;
    }

    /** What closes a message that leaves; empty when its author wanted none. */
    String of(Outgoing outgoing, MailboxStore.Row mailbox, @Nullable Brand brand) {
        if (!outgoing.signed()) {
            return "";
        }
        var actor = outgoing.actor();
        return fill(
                mailbox,
                actor.kind() == Actor.Kind.AGENT ? actor.id() : null,
                brand,
                outgoing.number(),
                outgoing.subject(),
                outgoing.language(),
                outgoing.to().isEmpty() ? null : outgoing.to().getFirst().name());
    }

    /** What would close an answer of an agent, for those who write one. */
    String preview(Conversation conversation, MailboxStore.Row mailbox, @Nullable UUID agent) {
        return fill(
                mailbox,
                agent,
                brands.find(conversation.brand()).orElse(null),
                conversation.number(),
                conversation.subject(),
                conversation.language(),
                conversation.customerName());
    }

    private String fill(
            MailboxStore.Row mailbox,
            @Nullable UUID author,
            @Nullable Brand brand,
            long number,
            String subject,
            @Nullable String language,
            @Nullable String customer) {
        var agent = Optional.ofNullable(author).flatMap(agents::find);
        var template = mailbox.signatureFrom()
                .choose(
                        agent.map(Agent::signature).orElse(""),
                        mailbox.signature(),
                        brand == null ? "" : brand.signature(language));
        Map<String, String> values = new HashMap<>();
        values.put("agent.name", agent.map(Agent::name).orElse(""));
        values.put("mailbox.name", mailbox.name());
        values.put("mailbox.address", mailbox.address());
        values.put("brand.name", brand == null ? "" : brand.name());
        values.put("conversation.number", Long.toString(number));
        values.put("conversation.subject", subject);
        values.put("customer.name", Objects.requireNonNullElse(customer, ""));
        return Variables.fill(template, values).strip();
    }
}
