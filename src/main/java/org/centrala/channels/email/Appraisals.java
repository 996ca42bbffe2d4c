package org.centrala.channels.email;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.centrala.channels.email.InboundStore.Accepted;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.channels.email.trust.Antivirus;
import org.centrala.channels.email.trust.JunkMarks;
import org.centrala.channels.email.trust.TrustChecks;
import org.centrala.conversations.Trust;
import org.centrala.conversations.Trust.Warning;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds out about a mail what takes asking others, beside the few workers of the intake: a name server that is slow holds
 * up the mail it is asked about and no other. Mail that nothing has to be asked about passes at once.
 */
@Component
class Appraisals {
    private static final int AT_ONCE = 200;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration ANTIVIRUS = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofMillis(200);

    private final TrustChecks checks;
    private final Impostors impostors;
    private final Antivirus antivirus;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Verdicts asked for; kept a while, since a mail may need another try for other reasons. */
    private final Cache<UUID, CompletableFuture<Trust>> asked = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    Appraisals(TrustChecks checks, Impostors impostors, Antivirus antivirus) {
        this.checks = checks;
        this.impostors = impostors;
        this.antivirus = antivirus;
    }

    /** What is known so far. */
    sealed interface Appraisal {}

    record Done(Findings findings) implements Appraisal {}

    /** It is being found out. */
    record Later(Duration again) implements Appraisal {}

    Appraisal of(UUID id, Accepted accepted, ParsedMail mail) {
        var evidence = accepted.evidence();
        if (!checks.concerns(evidence)) {
            return seen(Trust.NONE, false, mail);
        }
        var verdict = asked.getIfPresent(id);
        if (verdict == null) {
            return new Later(ask(id, accepted, mail) ? SOON : LATER);
        }
        if (!verdict.isDone()) {
            return new Later(LATER);
        }
        return seen(verdict.join(), checks.relayed(evidence) && JunkMarks.in(mail.headers()), mail);
    }

    /** With the files shown to the antivirus, and what is odd about the sender. */
    private Appraisal seen(Trust verdict, boolean junk, ParsedMail mail) {
        var warnings = new ArrayList<>(impostors.warnings(author(mail)));
        var withheld = new ArrayList<@Nullable String>();
        for (var file : mail.attachments()) {
            switch (antivirus.scan(file.content())) {
                case Antivirus.Clean() -> withheld.add(null);
                case Antivirus.Infected(var name) -> withheld.add(name);
                case Antivirus.Unscanned(var reason) -> {
                    withheld.add(null);
                    warnings.add(new Warning("unscanned", file.fileName()));
                }
                case Antivirus.Away() -> {
                    if (antivirus.waitsWhileAway()) {
                        return new Later(ANTIVIRUS);
                    }
                    withheld.add(null);
                    warnings.add(new Warning("unscanned", file.fileName()));
                }
            }
        }
        return new Done(new Findings(verdict.with(warnings), junk, withheld));
    }

    /** False when so many are asked about already that this one has to wait. */
    private boolean ask(UUID id, Accepted accepted, ParsedMail mail) {
        if (!places.tryAcquire()) {
            return false;
        }
        var author = author(mail);
        var question = checks.question(accepted.evidence(), accepted.raw(), author == null ? null : author.address());
        var verdict = new CompletableFuture<Trust>();
        asked.put(id, verdict);
        Thread.ofVirtual().name("trust-" + id).start(() -> {
            try {
                verdict.complete(checks.check(question));
            } finally {
                places.release();
                verdict.complete(Trust.UNKNOWN);
            }
        });
        return true;
    }

    /** Who the mail is shown to be from. */
    private static @Nullable MailAddress author(ParsedMail mail) {
        return mail.from() != null ? mail.from() : mail.sender();
    }
}
