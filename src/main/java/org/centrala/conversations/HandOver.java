package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewers;
import org.centrala.access.spi.Desk;
import org.centrala.platform.Actor;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives the open conversations of somebody who leaves to those who stay. */
@Component
class HandOver implements Desk {
    private final ConversationStore store;
    private final Conversations conversations;
    private final ChangeRules rules;
    private final Viewers viewers;

    HandOver(ConversationStore store, Conversations conversations, ChangeRules rules, Viewers viewers) {
        this.store = store;
        this.conversations = conversations;
        this.rules = rules;
        this.viewers = viewers;
    }

    @Override
    public Work of(UUID agent) {
        return new Work(store.openOf(agent).size(), store.draftsOf(agent));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void handOver(UUID agent, @Nullable UUID colleague, @Nullable UUID team, Actor actor) {
        rules.team(team);
        var receiver = colleague == null
                ? null
                : viewers.ofAgent(colleague)
                        .filter(found -> !colleague.equals(agent))
                        .orElseThrow(() -> Problem.invalid("handOver.agent", "is no active colleague"));
        for (var row : store.lockAll(store.openOf(agent))) {
            if (!agent.equals(row.assignee())) {
                continue; // somebody has taken it meanwhile
            }
            var edit = RowEdit.of(row);
            edit.assignee = receiver != null && receiver.sees(row.inbox()) ? colleague : null;
            edit.team = team == null ? row.team() : team;
            conversations.write(row, ChangeRules.difference(row, edit.row()), actor);
        }
    }
}
