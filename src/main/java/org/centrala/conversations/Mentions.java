package org.centrala.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.access.Permission;
import org.centrala.access.Team;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Colleagues and teams who are named in notes, by id, so that they stay the same when their name changes. */
@Component
class Mentions {
    private static final int MOST = 50;

    private final MentionStore store;
    private final InboxStore inboxes;
    private final Conversations conversations;
    private final Agents agents;
    private final Teams teams;
    private final Viewers viewers;

    Mentions(
            MentionStore store,
            InboxStore inboxes,
            Conversations conversations,
            Agents agents,
            Teams teams,
            Viewers viewers) {
        this.store = store;
        this.inboxes = inboxes;
        this.conversations = conversations;
        this.agents = agents;
        this.teams = teams;
        this.viewers = viewers;
    }

    /** Who can be mentioned in a conversation: whoever may see it. */
    record Mentionable(List<Named> agents, List<Named> teams) {}

    @Schema(name = "MentionChoice")
    record Named(UUID id, String name) {}

    @Transactional(readOnly = true)
    Mentionable offered(ConversationId id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_NOTE);
        var seeing = teamsOf(conversations.get(id, viewer).inbox());
        return new Mentionable(named(agents.names(viewers.readersOf(seeing))), named(teams.names(seeing)));
    }

    private static List<Named> named(Map<UUID, String> names) {
        return names.entrySet().stream()
                .map(one -> new Named(one.getKey(), one.getValue()))
                .sorted((one, other) -> one.name().compareToIgnoreCase(other.name()))
                .toList();
    }

    private List<UUID> teamsOf(UUID inbox) {
        return inboxes.list(new UUID[] {inbox}).stream()
                .flatMap(one -> one.teams().stream())
                .toList();
    }

    /** Keeps who is named in a note and may see it; any other name is a word. */
    void keep(MessageId note, @Nullable String html, UUID inbox) {
        if (html == null || !html.contains("data-mention")) {
            return;
        }
        var seeing = teamsOf(inbox);
        var readers = viewers.readersOf(seeing);
        var named = new LinkedHashSet<MentionStore.Mention>();
        for (var element : Jsoup.parseBodyFragment(html).select("span[data-mention]")) {
            var parts = element.attr("data-mention").split(":", 2);
            var id = UUID.fromString(parts[1]);
            if (parts[0].equals("agent") && readers.contains(id)) {
                named.add(new MentionStore.Mention(note.value(), id, null));
            } else if (parts[0].equals("team") && seeing.contains(id)) {
                named.add(new MentionStore.Mention(note.value(), null, id));
            }
        }
        store.insertAll(named.stream().limit(MOST).toList());
    }

    /** The agents whom these notes mention, by name or as members of a team at this moment. */
    Map<UUID, Set<UUID>> of(Collection<UUID> messages) {
        var mentioned = new HashMap<UUID, Set<UUID>>();
        var members = new HashMap<UUID, List<UUID>>();
        for (var mention : store.of(messages)) {
            var of = mentioned.computeIfAbsent(mention.message(), id -> new HashSet<>());
            if (mention.agent() != null) {
                of.add(mention.agent());
            } else if (mention.team() != null) {
                of.addAll(members.computeIfAbsent(
                        mention.team(), id -> teams.find(id).map(Team::members).orElse(List.of())));
            }
        }
        return mentioned;
    }
}
