package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.centrala.access.Agents.NewAgent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The first owner and the name of the shop. Set-up is needed exactly as long as no active owner exists. */
@Service
class Setup {
    private static final int GUESSES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final AgentStore agents;
    private final Agents people;
    private final Teams teams;
    private final TeamStore locks;
    private final Brands brands;
    private final SetupCode code;
    private final Throttle throttle;
    private final Viewers viewers;
    private final TransactionTemplate transaction;

    Setup(
            AgentStore agents,
            Agents people,
            Teams teams,
            TeamStore locks,
            Brands brands,
            SetupCode code,
            Throttle throttle,
            Viewers viewers,
            TransactionTemplate transaction) {
        this.agents = agents;
        this.people = people;
        this.teams = teams;
        this.locks = locks;
        this.brands = brands;
        this.code = code;
        this.throttle = throttle;
        this.viewers = viewers;
        this.transaction = transaction;
    }

    /** The first owner. */
    record Owner(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String email,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String password,

            @Nullable String language) {}

    boolean isNeeded() {
        return !agents.hasActiveOwner();
    }

    void checkCode(@Nullable String guess, String ip) {
        requireNeeded();
        var guesses = guesses("setup", Networks.subscriber(ip));
        throttle.attempt(guesses);
        if (!code.matches(Fields.required("code", guess))) {
            throw Problem.forbidden("setup.wrong_code", "That is not the code that was printed at start.");
        }
        throttle.succeeded(guesses);
    }

    /** Makes the owner and names the brand; of two at the same moment one is refused. */
    UUID finish(@Nullable String guess, Owner owner, String brandName, String ip) {
        checkCode(guess, ip);
        var name = Fields.name("brand.name", brandName);
        return transaction.execute(status -> {
            locks.lockFirsts();
            requireNeeded();
            var system = viewers.system();
            var language = owner.language() == null ? "en" : Fields.language("owner.language", owner.language());
            var created = people.create(
                    system,
                    new NewAgent(
                            Fields.name("owner.name", owner.name()),
                            Fields.email("owner.email", owner.email()),
                            Role.OWNER,
                            List.of(teams.first()),
                            language),
                    "owner.password",
                    owner.password());
            brands.change(system, brands.first().id(), Brands.Details.named(name, language));
            return created.id();
        });
    }

    static List<Throttle.Bucket> guesses(String kind, String subject) {
        return List.of(new Throttle.Bucket(kind, subject, GUESSES, 0, WINDOW));
    }

    static Problem needed() {
        return Problem.conflict("setup.needed", "Centrala is not set up yet.");
    }

    private void requireNeeded() {
        if (!isNeeded()) {
            throw Problem.conflict("setup.done", "Centrala is set up already.");
        }
    }
}
