package org.centrala.channels.email;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.centrala.channels.email.parse.MailAddress;
import org.centrala.channels.email.parse.MailAttachment;
import org.centrala.channels.email.parse.MailParser;
import org.centrala.channels.email.parse.MailUnreadable;
import org.centrala.channels.email.parse.ParsedMail;
import org.centrala.channels.email.trust.Antivirus;
import org.centrala.channels.email.trust.Evidence;
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
    private static final int SCANS_AT_ONCE = 8;

    /** Files of more than so many bytes are not held in memory beside the workers: of large mails there is one at a time. */
    private static final long SMALL = 1_000_000;

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration ANTIVIRUS = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMillis(200);

    private final TrustChecks checks;
    private final Impostors impostors;
    private final Antivirus antivirus;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * What others were asked.
     *
     * @param whole whether the author was taken from the whole mail, not from the header alone
     */
    private record Asked(@Nullable String author, boolean whole, CompletableFuture<Trust> verdict) {}

    /** Kept a while, since a mail may need another try for other reasons. */
    private final Cache<UUID, Asked> asked = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    /** Mails whose files wait for the antivirus. */
    private final Cache<UUID, Boolean> unscanned = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** What the antivirus says of the files of mails that it was shown beside the workers. */
    private final Cache<UUID, CompletableFuture<List<Antivirus.Scan>>> scans = Caffeine.newBuilder()
            .maximumSize(5_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    private final Semaphore scanning = new Semaphore(SCANS_AT_ONCE);
    private final MailParser parser = new MailParser();

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

    /** How long a mail has to wait in any case, so that reading it now would be in vain; null when it need not. */
    @Nullable
    Duration pause(UUID id, Evidence evidence) {
        if (unscanned.getIfPresent(id) != null && antivirus.away()) {
            return ANTIVIRUS;
        }
        var scan = scans.getIfPresent(id);
        if (scan != null && !scan.isDone()) {
            return LATER;
        }
        if (!checks.concerns(evidence)) {
            return null;
        }
        var question = asked.getIfPresent(id);
        boolean waits = question == null
                ? places.availablePermits() == 0
                : !question.verdict().isDone();
        return waits ? LATER : null;
    }

    /** Asks about a mail what was not asked yet; how long the answer may take, or null when there is nothing to wait for. */
    @Nullable
    Duration ask(UUID id, Evidence evidence, byte[] raw) {
        return checks.concerns(evidence) && asked.getIfPresent(id) == null
                ? ask(id, evidence, raw, author(raw), false)
                : null;
    }

    Appraisal of(UUID id, Evidence evidence, byte[] raw, ParsedMail mail) {
        if (!checks.concerns(evidence)) {
            return seen(id, Trust.NONE, false, mail);
        }
        var question = asked.getIfPresent(id);
        if (question == null) {
            return new Later(LATER);
        }
        var author = address(mail);
        if (!question.whole() && !Objects.equals(question.author(), author)) {
            return new Later(ask(id, evidence, raw, author, true));
        }
        return seen(id, question.verdict().join(), checks.relayed(evidence) && JunkMarks.in(mail.headers()), mail);
    }

    /** With the files shown to the antivirus, and what is odd about the sender. */
    private Appraisal seen(UUID id, Trust verdict, boolean junk, ParsedMail mail) {
        var files = mail.attachments();
        var looked = scans(id, files);
        if (looked == null) {
            return new Later(LATER);
        }
        var warnings = new ArrayList<>(impostors.warnings(author(mail)));
        var withheld = new ArrayList<@Nullable String>();
        for (int i = 0; i < files.size(); i++) {
            switch (looked.get(i)) {
                case Antivirus.Clean() -> withheld.add(null);
                case Antivirus.Infected(var name) -> withheld.add(name);
                case Antivirus.Unscanned(var reason) -> {
                    withheld.add(null);
                    warnings.add(new Warning("unscanned", files.get(i).fileName()));
                }
                case Antivirus.Away() -> {
                    if (antivirus.waitsWhileAway()) {
                        unscanned.put(id, true);
                        scans.invalidate(id);
                        return new Later(ANTIVIRUS);
                    }
                    withheld.add(null);
                    warnings.add(new Warning("unscanned", files.get(i).fileName()));
                }
            }
        }
        return new Done(new Findings(verdict.with(warnings), junk, withheld));
    }

    /** What the antivirus says of each file; null while it looks, for it may be slow and the workers are few. */
    private @Nullable List<Antivirus.Scan> scans(UUID id, List<MailAttachment> files) {
        if (!antivirus.enabled() || files.isEmpty()) {
            return files.stream()
                    .<Antivirus.Scan>map(file -> new Antivirus.Clean())
                    .toList();
        }
        var known = scans.getIfPresent(id);
        if (known != null) {
            return known.isDone() ? known.join() : null;
        }
        if (files.stream().mapToLong(file -> file.content().length).sum() > SMALL) {
            return scanned(files);
        }
        if (!scanning.tryAcquire()) {
            return null;
        }
        var result = new CompletableFuture<List<Antivirus.Scan>>();
        scans.put(id, result);
        Thread.ofVirtual().name("antivirus-" + id).start(() -> {
            try {
                result.complete(scanned(files));
            } finally {
                scanning.release();
                result.complete(files.stream()
                        .<Antivirus.Scan>map(file -> new Antivirus.Away())
                        .toList());
            }
        });
        return quick(result);
    }

    /** Most answers come at once, and save reading the mail a second time. */
    private static @Nullable List<Antivirus.Scan> quick(CompletableFuture<List<Antivirus.Scan>> result) {
        try {
            return result.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private List<Antivirus.Scan> scanned(List<MailAttachment> files) {
        return files.stream().map(file -> antivirus.scan(file.content())).toList();
    }

    /** How long to wait for the answer, or for a place to ask when so many are asked about already. */
    private Duration ask(UUID id, Evidence evidence, byte[] raw, @Nullable String author, boolean whole) {
        if (!places.tryAcquire()) {
            return LATER;
        }
        var verdict = new CompletableFuture<Trust>();
        boolean asking = false;
        try {
            var question = checks.question(evidence, raw, author);
            asked.put(id, new Asked(author, whole, verdict));
            Thread.ofVirtual().name("trust-" + id).start(() -> {
                try {
                    verdict.complete(checks.check(question));
                } finally {
                    places.release();
                    verdict.complete(Trust.UNKNOWN);
                }
            });
            asking = true;
        } finally {
            if (!asking) {
                asked.put(id, new Asked(author, whole, CompletableFuture.completedFuture(Trust.UNKNOWN)));
                places.release();
            }
        }
        return SOON;
    }

    /** Whom the header names, read without what follows it. */
    private @Nullable String author(byte[] raw) {
        try {
            return address(parser.parse(InboundMail.header(raw)));
        } catch (MailUnreadable | StackOverflowError unreadable) {
            return null; // what the whole mail says is asked about then
        }
    }

    private static @Nullable String address(ParsedMail mail) {
        var author = author(mail);
        return author == null ? null : author.address();
    }

    /** Who the mail is shown to be from. */
    private static @Nullable MailAddress author(ParsedMail mail) {
        return mail.from() != null ? mail.from() : mail.sender();
    }
}
