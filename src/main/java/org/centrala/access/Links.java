package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.web.Problem;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One-time links with which a person sets a password; only the hash of their token is kept. */
@Component
class Links {
    /** Long enough for an invitation that is handed over on the way. */
    private static final Duration HANDED_OVER = Duration.ofDays(7);

    /** What goes by mail was asked for a moment ago. */
    private static final Duration MAILED = Duration.ofHours(2);

    private static final Duration KEPT = Duration.ofDays(30);

    private final LinkStore store;
    private final CentralaSettings settings;
    private final Environment environment;
    private final Clock clock;

    Links(LinkStore store, CentralaSettings settings, Environment environment, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** A link that was just made; its token is known nowhere else. */
    @Schema(name = "OneTimeLink")
    record Open(String url, Instant expiresAt) {}

    /** Makes the only open link of an agent, to be handed over. */
    Open forHandingOver(UUID agent) {
        store.deleteUnused(agent);
        return create(agent, HANDED_OVER, base());
    }

    /**
     * Makes a link for whoever reads the agent's mail. Anybody may ask for one, so it takes no other link away, and it
     * begins with the configured address only: the request that asks for it may come from anywhere under any name.
     */
    Open forMail(UUID agent) {
        return create(agent, MAILED, String.valueOf(settings.publicUrl()));
    }

    /** Whether a link can be made for somebody who is not the one asking. */
    boolean canBeMailed() {
        return settings.publicUrl() != null;
    }

    private Open create(UUID agent, Duration valid, String base) {
        var token = Token.fresh();
        var now = clock.instant();
        store.deleteExpired(now.minus(KEPT));
        store.insert(Token.hash(token), agent, now, now.plus(valid));
        return new Open(base + "/invitation/" + token, now.plus(valid));
    }

    /** Whose link this is; refuses what was never made, and what is over. */
    UUID agentOf(String token) {
        var link = store.find(Token.hash(token))
                .orElseThrow(() -> Problem.notFound("invitation.not_found", "There is no such invitation."));
        if (link.used() || !link.expiresAt().isAfter(clock.instant())) {
            throw expired();
        }
        return link.agent();
    }

    /** Uses the link up; of two at the same moment one is refused. */
    UUID use(String token) {
        return store.use(Token.hash(token), clock.instant()).orElseThrow(Links::expired);
    }

    boolean deleteUnused(UUID agent) {
        return store.deleteUnused(agent);
    }

    /**
     * Without a public address the link begins as the request did that asked for it: it is shown only to whoever sent
     * that request, so a forged Host header fools nobody but its sender.
     */
    private String base() {
        if (settings.publicUrl() != null) {
            return settings.publicUrl().toString();
        }
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes
                ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                : "http://localhost:" + environment.getProperty("server.port", "8080");
    }

    private static Problem expired() {
        return Problem.gone("invitation.expired", "This link was used or is too old. Ask for a new one.");
    }
}
