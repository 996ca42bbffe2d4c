package org.centrala.rules;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.access.Brand;
import org.centrala.access.Brands;
import org.centrala.access.Viewer;
import org.centrala.conversations.Audience;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.ConversationPatch;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.Message;
import org.centrala.conversations.Messages;
import org.centrala.conversations.NewMessage;
import org.centrala.platform.Variables;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Runs a macro on a conversation: all of it or, when one part is refused, nothing. */
@Service
@Transactional
class MacroRuns {
    private final Macros macros;
    private final Conversations conversations;
    private final Messages messages;
    private final Agents agents;
    private final Brands brands;
    private final Clock clock;

    MacroRuns(
            Macros macros, Conversations conversations, Messages messages, Agents agents, Brands brands, Clock clock) {
        this.macros = macros;
        this.conversations = conversations;
        this.messages = messages;
        this.agents = agents;
        this.brands = brands;
        this.clock = clock;
    }

    /**
     * What to run it on.
     *
     * @param reply false leaves the reply to the agent, who has it in the composer
     * @param lastSeen the sequence of the conversation that the agent had before their eyes
     */
    record Wanted(
            UUID conversation,
            @Nullable Boolean reply,
            @Nullable Long lastSeen,
            @Nullable Boolean force) {

        boolean withReply() {
            return !Boolean.FALSE.equals(reply);
        }
    }

    /** What became of it: the conversation as it is now, and the reply that was posted. */
    record Ran(Conversation conversation, @Nullable Message message) {}

    @Transactional(readOnly = true)
    public Macro.Filled preview(UUID id, UUID conversation, Viewer viewer) {
        var actions = macros.get(id, viewer).actions();
        var values = values(conversations.get(new ConversationId(conversation), viewer), viewer);
        return new Macro.Filled(filled(actions.reply(), values), filled(actions.note(), values));
    }

    /**
     * Runs it.
     *
     * @throws Problem 409 {@code message.newer_customer_message} if the customer has written since, as for any reply
     */
    public Ran run(UUID id, Wanted wanted, Viewer viewer) {
        var macro = macros.get(id, viewer);
        var conversation = new ConversationId(wanted.conversation());
        var values = values(conversations.get(conversation, viewer), viewer);
        var actions = macro.actions();
        var note = filled(actions.note(), values);
        if (note != null) {
            messages.post(conversation, message(Audience.TEAM, note, wanted), viewer);
        }
        var reply = wanted.withReply() ? filled(actions.reply(), values) : null;
        var posted =
                reply == null ? null : messages.post(conversation, message(Audience.CUSTOMER, reply, wanted), viewer);
        var patch = patch(actions, viewer);
        if (!patch.isEmpty()) {
            conversations.change(conversation, ConversationPatch.of(patch), null, viewer);
        }
        return new Ran(conversations.get(conversation, viewer), posted);
    }

    private Map<String, @Nullable Object> patch(Macro.Actions actions, Viewer viewer) {
        var patch = new java.util.LinkedHashMap<String, @Nullable Object>();
        if (actions.status() != null) {
            patch.put("status", actions.status().wire());
        }
        if (actions.priority() != null) {
            patch.put("priority", actions.priority().wire());
        }
        if (actions.assignTeam() != null) {
            patch.put("team", actions.assignTeam());
        }
        if (actions.assignee() != null) {
            patch.put(
                    "assignee",
                    switch (actions.assignee()) {
                        case "none" -> null;
                        case "me" ->
                            viewer.agentId().orElseThrow(() -> Problem.invalid("assignee", "an API key has no \"me\""));
                        default -> UUID.fromString(actions.assignee());
                    });
        }
        if (actions.snoozeHours() != null) {
            patch.put("snoozedUntil", clock.instant().plus(Duration.ofHours(actions.snoozeHours())));
        }
        if (!actions.adds().isEmpty()) {
            patch.put("addTags", actions.adds());
        }
        if (!actions.removes().isEmpty()) {
            patch.put("removeTags", actions.removes());
        }
        return patch;
    }

    private static NewMessage message(Audience audience, String html, Wanted wanted) {
        return new NewMessage(
                audience,
                null,
                null,
                html,
                null,
                null,
                null,
                null,
                wanted.lastSeen(),
                wanted.force(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Map<String, String> values(Conversation conversation, Viewer viewer) {
        var customer = conversation.customerName();
        return Map.of(
                "customer.name",
                customer,
                "customer.firstName",
                customer.contains("@") ? "" : customer.strip().split("\\s+", 2)[0],
                "conversation.number",
                Long.toString(conversation.number()),
                "conversation.subject",
                conversation.subject(),
                "agent.name",
                viewer.agentId()
                        .map(agent -> agents.names(List.of(agent)).getOrDefault(agent, ""))
                        .orElse(""),
                "brand.name",
                Optional.ofNullable(conversation.brand())
                        .flatMap(brands::find)
                        .map(Brand::name)
                        .orElse(""));
    }

    private static @Nullable String filled(@Nullable String html, Map<String, String> values) {
        return html == null ? null : Variables.fillHtml(html, values);
    }
}
