package org.centrala.webhooks;

import org.centrala.access.Agent;
import org.centrala.access.Agents;
import org.centrala.access.Permission;
import org.centrala.access.Viewers;
import org.centrala.access.spi.PostOffice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells whoever manages settings by letter that a webhook was switched off; the settings say it, too. */
@Component
class WebhookNotices {
    private static final int MOST = 200;
    private static final Logger log = LoggerFactory.getLogger(WebhookNotices.class);

    private final PostOffice office;
    private final Agents agents;
    private final Viewers viewers;

    WebhookNotices(PostOffice office, Agents agents, Viewers viewers) {
        this.office = office;
        this.agents = agents;
        this.viewers = viewers;
    }

    /** After the commit, and beside it: no transaction waits for a mail server. */
    void switchedOff(Webhook hook) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("webhook-notice").start(() -> tell(hook));
            }
        });
    }

    private void tell(Webhook hook) {
        try {
            for (var agent : agents.list(Agent.Status.ACTIVE, MOST, null).items()) {
                var email = agent.email();
                boolean manages = viewers.ofAgent(agent.id())
                        .filter(viewer -> viewer.can(Permission.SETTINGS_MANAGE))
                        .isPresent();
                if (email != null && manages) {
                    office.send(
                            new PostOffice.Letter(email, words(agent.language()).subject(), text(agent, hook)));
                }
            }
        } catch (RuntimeException away) {
            log.warn("Nobody could be told that webhook {} is off: {}", hook.id(), away.toString());
        }
    }

    private static String text(Agent agent, Webhook hook) {
        return words(agent.language())
                .text()
                .formatted(hook.name(), hook.url(), hook.lastError() == null ? "410" : hook.lastError());
    }

    private record Letter(String subject, String text) {}

    private static Letter words(String language) {
        return switch (language) {
            case "pl" -> new Letter("Webhook został wyłączony", """
                        Webhook „%s” (%s) nie przyjmował zdarzeń i został wyłączony.
                        Ostatni błąd: %s

                        Włącz go ponownie w Ustawieniach, gdy druga strona będzie gotowa.
                        """);
            case "sl" -> new Letter("Webhook je izklopljen", """
                        Webhook »%s« (%s) ni sprejemal dogodkov in je izklopljen.
                        Zadnja napaka: %s

                        V Nastavitvah ga vklopite, ko bo druga stran pripravljena.
                        """);
            default -> new Letter("A webhook was switched off", """
                        The webhook "%s" (%s) took no events and was switched off.
                        Its last error: %s

                        Switch it on in the settings when the other side is ready.
                        """);
        };
    }
}
