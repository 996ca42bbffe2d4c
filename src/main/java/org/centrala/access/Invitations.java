package org.centrala.access;

import java.util.Map;
import java.util.Optional;
import org.centrala.platform.Actor;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** How an agent comes to a password: by a one-time link, or by knowing the one before. */
@Service
class Invitations {
    private final AgentStore agents;
    private final Links links;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final EventLog events;
    private final TransactionTemplate transaction;

    Invitations(
            AgentStore agents,
            Links links,
            Sessions sessions,
            Passwords passwords,
            Throttle throttle,
            EventLog events,
            TransactionTemplate transaction) {
        this.agents = agents;
        this.links = links;
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.events = events;
        this.transaction = transaction;
    }

    /** Whom the link is for. */
    Agent show(String token) {
        return agents.find(links.agentOf(token))
                .filter(agent -> agent.status() != Agent.Status.DEACTIVATED)
                .orElseThrow(() -> Problem.notFound("invitation.not_found", "There is no such invitation."));
    }

    /** Sets the password and signs in; whoever was signed in as this agent before no longer is. */
    Sessions.Opened accept(String token, @Nullable String password, @Nullable String name, Browser browser) {
        var agent = show(token);
        var called = name == null ? agent.name() : Fields.name("name", name);
        if (!agent.role().isOwner() && !agents.hasActiveOwner()) {
            throw Setup.needed();
        }
        var hash = passwords.choose("password", password, String.valueOf(agent.email()));
        transaction.executeWithoutResult(status -> {
            agents.lock(agent.id());
            links.use(token);
            var now = agents.find(agent.id()).orElseThrow();
            if (now.status() == Agent.Status.DEACTIVATED) {
                throw Agents.notFound();
            }
            if (now.status() == Agent.Status.INVITED) {
                agents.rename(now.id(), called);
            }
            set(now, hash, Optional.empty());
        });
        return sessions.open(agent.id(), browser);
    }

    /** Changes one's own password; every other session of the agent ends. */
    void changeOwn(Viewer viewer, ViewerAuthentication.Proof.Session current, String old, @Nullable String password) {
        var id = viewer.agentId().orElseThrow();
        var guesses = Setup.guesses("password", id.toString());
        throttle.attempt(guesses);
        var proven = agents.password(id);
        if (!passwords.matches(old, proven.orElse(null))) {
            throw wrongCurrent();
        }
        throttle.succeeded(guesses);
        var agent = agents.find(id).orElseThrow();
        var hash = passwords.choose("password.new", password, String.valueOf(agent.email()));
        transaction.executeWithoutResult(status -> {
            agents.lock(id);
            if (!agents.password(id).equals(proven)) {
                throw wrongCurrent();
            }
            set(agents.find(id).orElseThrow(), hash, Optional.of(current));
        });
    }

    private static Problem wrongCurrent() {
        return Problem.invalid("password.current", "is not your password");
    }

    private void set(Agent agent, String hash, Optional<ViewerAuthentication.Proof.Session> kept) {
        var actor = Actor.agent(agent.id());
        var status = agent.status() == Agent.Status.INVITED ? Agent.Status.ACTIVE : agent.status();
        var sequence = agents.updatePassword(agent.id(), hash, status);
        var event = NewEvent.of("agent", agent.id(), sequence, "agent.password_set", actor);
        events.append(
                status == agent.status()
                        ? event
                        : event.changing(
                                Map.of("status", new Change(agent.status().wire(), status.wire()))));
        links.deleteUnused(agent.id());
        sessions.closeAllBut(agent.id(), kept.map(ViewerAuthentication.Proof.Session::id), actor);
    }
}
