package org.centrala.access;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.centrala.access.spi.PostOffice;
import org.centrala.platform.Actor;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one-time links by mail. A link is handed to the mail server once and kept nowhere: a row that waits to be sent
 * would keep what the database is to know as a hash only (ADR 0053).
 */
@Component
class Letters {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int RESETS_PER_ADDRESS = 3;
    private static final int RESETS_PER_NETWORK = 20;
    private static final int RESETS_AT_ONCE = 4;
    private static final Logger log = LoggerFactory.getLogger(Letters.class);

    private final PostOffice office;
    private final AgentStore agents;
    private final Links links;
    private final Brands brands;
    private final Throttle throttle;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final Semaphore places = new Semaphore(RESETS_AT_ONCE);

    Letters(
            PostOffice office,
            AgentStore agents,
            Links links,
            Brands brands,
            Throttle throttle,
            EventLog events,
            TransactionTemplate transaction) {
        this.office = office;
        this.agents = agents;
        this.links = links;
        this.brands = brands;
        this.throttle = throttle;
        this.events = events;
        this.transaction = transaction;
    }

    Optional<String> sender() {
        return office.sender();
    }

    boolean canReset() {
        return links.canBeMailed() && office.sender().isPresent();
    }

    /** Sends the link that somebody with the right has just made; false when no server takes it. */
    boolean invitation(Agent agent, Links.Open link) {
        return office.send(
                letter(agent, agent.status() == Agent.Status.INVITED ? Words.INVITATION : Words.RESET, link));
    }

    /**
     * Sends a way to a new password to whoever has this address and may sign in. Nothing of that shows to the one who
     * asks: the looking and sending is done after the answer, and what is counted is counted for every address.
     */
    void reset(String email, Browser browser) {
        throttle.attempt(List.of(
                new Throttle.Bucket("reset network", Networks.subscriber(browser.ip()), RESETS_PER_NETWORK, 0, WINDOW),
                new Throttle.Bucket("reset address", email, RESETS_PER_ADDRESS, 0, WINDOW)));
        if (canReset()) {
            Thread.ofVirtual().name("password-reset").start(() -> sendReset(email));
        }
    }

    private void sendReset(String email) {
        places.acquireUninterruptibly();
        try {
            agents.findByEmail(email)
                    .filter(agent -> agent.status() == Agent.Status.ACTIVE)
                    .ifPresent(agent -> {
                        var link = transaction.execute(status -> {
                            agents.lock(agent.id());
                            events.append(NewEvent.of(
                                    "agent", agent.id(), agents.next(agent.id()), "agent.reset_asked", Actor.SYSTEM));
                            return links.forMail(agent.id());
                        });
                        if (!office.send(letter(agent, Words.RESET, link))) {
                            log.warn("The mail to agent {} with a way to a new password was not taken", agent.id());
                        }
                    });
        } catch (RuntimeException failure) {
            log.warn("A way to a new password could not be sent: {}", failure.toString());
        } finally {
            places.release();
        }
    }

    private PostOffice.Letter letter(Agent agent, Words words, Links.Open link) {
        var language = Locale.of(agent.language());
        var until = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", language)
                .withZone(ZoneOffset.UTC)
                .format(link.expiresAt());
        var brand = brands.first().name();
        var text = words.in(agent.language()).formatted(agent.name(), brand, link.url(), until);
        var lines = text.split("\n", 2);
        return new PostOffice.Letter(String.valueOf(agent.email()), lines[0], lines[1].strip() + "\n");
    }

    /** The letters: the first line is the subject; then name, brand, link and end are filled in. */
    private enum Words {
        INVITATION("""
                Your invitation to %2$s
                Hello %1$s,

                you are invited to work in the customer service of %2$s. Choose a password here:

                %3$s

                The link works once, until %4$s.
                """, """
                Zaproszenie do %2$s
                Dzień dobry, %1$s!

                Zapraszamy do pracy w obsłudze klienta %2$s. Tutaj ustawisz hasło:

                %3$s

                Link działa jeden raz, do %4$s.
                """, """
                Povabilo v %2$s
                Pozdravljeni, %1$s!

                Vabimo vas k delu v podpori strankam %2$s. Geslo nastavite tukaj:

                %3$s

                Povezava deluje enkrat, do %4$s.
                """),
        RESET("""
                A new password for %2$s
                Hello %1$s,

                with this link you choose a new password for %2$s:

                %3$s

                It works once, until %4$s. Did you not ask for it? Then do nothing: your password stays as it is.
                """, """
                Nowe hasło do %2$s
                Dzień dobry, %1$s!

                Pod tym linkiem ustawisz nowe hasło do %2$s:

                %3$s

                Działa jeden raz, do %4$s. To nie Twoja prośba? Nie rób nic: hasło pozostanie bez zmian.
                """, """
                Novo geslo za %2$s
                Pozdravljeni, %1$s!

                S to povezavo nastavite novo geslo za %2$s:

                %3$s

                Deluje enkrat, do %4$s. Niste prosili zanjo? Potem ne storite ničesar: geslo ostane, kot je.
                """);

        private final String english;
        private final String polish;
        private final String slovene;

        Words(String english, String polish, String slovene) {
            this.english = english;
            this.polish = polish;
            this.slovene = slovene;
        }

        String in(String language) {
            return switch (language) {
                case "pl" -> polish;
                case "sl" -> slovene;
                default -> english;
            };
        }
    }
}
