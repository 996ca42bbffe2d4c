package org.centrala.access;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Agents.AgentChange;
import org.centrala.access.Agents.NewAgent;
import org.centrala.access.ProviderConnection.Person;
import org.centrala.platform.Actor;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out which agent a provider speaks of, and gives them the role and teams of its rules. By the subject first; by an
 * address only once, when the provider has verified it and its domain is ours. Owners are what owners made them.
 */
@Component
class ProviderPeople {
    private static final int LONGEST_NAME = 100;

    private final IdentityStore store;
    private final AgentStore agents;
    private final Agents people;
    private final Links links;
    private final Teams teams;
    private final Viewers viewers;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ProviderPeople(
            IdentityStore store,
            AgentStore agents,
            Agents people,
            Links links,
            Teams teams,
            Viewers viewers,
            EventLog events,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.agents = agents;
        this.people = people;
        this.links = links;
        this.teams = teams;
        this.viewers = viewers;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What became of it. */
    sealed interface Recognised {}

    record Known(UUID agent) implements Recognised {}

    record Refused(String reason, @Nullable UUID agent, String detail) implements Recognised {}

    Recognised recognise(IdentityProvider provider, Person person) {
        return transaction.execute(status -> {
            // One at a time: two first sign-ins of one person at once make one agent.
            store.lock();
            if (!agents.hasActiveOwner()) {
                throw Setup.needed();
            }
            var known = store.agentOf(person.issuer(), person.subject()).flatMap(agents::find);
            return known.isPresent() ? comeIn(provider, person, known.get()) : first(provider, person);
        });
    }

    private Recognised comeIn(IdentityProvider provider, Person person, Agent agent) {
        agents.lock(agent.id());
        var now = agents.find(agent.id()).orElseThrow();
        if (now.status() == Agent.Status.DEACTIVATED) {
            return new Refused("deactivated", agent.id(), "Your account here is deactivated.");
        }
        if (!now.role().isOwner()) {
            var outcome = provider.judge(person.claims());
            if (provider.decidesRoles() && outcome.role() == null) {
                return new Refused("no_role", agent.id(), "The provider gives you no role here.");
            }
            follow(now, provider.decidesRoles() ? outcome.role() : null, outcome);
        }
        if (now.status() == Agent.Status.INVITED) {
            people.activate(now.id());
            links.deleteUnused(now.id());
        }
        return new Known(agent.id());
    }

    private Recognised first(IdentityProvider provider, Person person) {
        var email = person.verifiedEmail();
        if (email == null) {
            return new Refused("unverified", null, "The provider has not verified your address.");
        }
        try {
            email = Fields.email("email", email);
        } catch (Problem none) {
            return new Refused("unverified", null, "The provider tells an address that is none.");
        }
        if (!provider.hasDomain(email)) {
            return new Refused("domain", null, "Addresses of this domain do not come in here.");
        }
        var same = agents.findByEmail(email);
        if (same.isPresent()) {
            var agent = same.get();
            if (store.isLinked(agent.id(), person.issuer())) {
                return new Refused(
                        "other_account", agent.id(), "This address belongs to another account of the provider.");
            }
            var recognised = comeIn(provider, person, agent);
            if (recognised instanceof Known) {
                link(person, agent.id());
            }
            return recognised;
        }
        return provider.creates()
                ? create(provider, person, email)
                : new Refused("unknown", null, "Nobody has invited you yet.");
    }

    private Recognised create(IdentityProvider provider, Person person, String email) {
        var outcome = provider.judge(person.claims());
        var role = outcome.role();
        if (role == null) {
            return new Refused("no_role", null, "The provider gives you no role here.");
        }
        var locale = person.text("locale");
        var language = locale == null ? "" : locale.replaceFirst("[-_].*", "");
        var agent = people.welcome(
                viewers.system(),
                new NewAgent(
                        name(person),
                        email,
                        role,
                        List.copyOf(teams.names(outcome.teams()).keySet()),
                        Fields.LANGUAGES.contains(language) ? language : null));
        link(person, agent.id());
        return new Known(agent.id());
    }

    /** Teams that no rule names are people's own affair. */
    private void follow(Agent agent, @Nullable Role role, IdentityProvider.Outcome outcome) {
        var wanted = new LinkedHashSet<>(agent.teams());
        wanted.removeAll(outcome.managed());
        wanted.addAll(teams.names(outcome.teams()).keySet());
        var sameTeams = wanted.equals(new LinkedHashSet<>(agent.teams()));
        if (role == null || role.equals(agent.role())) {
            if (sameTeams) {
                return;
            }
            role = null;
        }
        people.change(
                viewers.system(),
                agent.id(),
                new AgentChange(null, null, role, sameTeams ? null : List.copyOf(wanted), null, null));
    }

    private void link(Person person, UUID agent) {
        store.link(person.issuer(), person.subject(), agent, clock.instant());
        events.append(NewEvent.of("agent", agent, agents.next(agent), "agent.identity_linked", Actor.SYSTEM));
    }

    /** As the provider says it, when that can be a name here. */
    private static @Nullable String name(Person person) {
        var name = person.text("name");
        if (name == null) {
            return null;
        }
        var visible = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", " ")
                .strip();
        if (visible.isEmpty()) {
            return null;
        }
        return visible.length() <= LONGEST_NAME
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_NAME / 2));
    }
}
