package org.centrala.channels.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.Brand;
import org.centrala.access.Brands;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.conversations.AutomaticReplies;
import org.centrala.conversations.AutomaticReplies.Opening;
import org.centrala.conversations.MessageId;
import org.centrala.customers.Address;
import org.centrala.platform.Variables;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogConsumer;
import org.centrala.platform.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells a customer who opens a conversation that their mail has come, where an inbox wants that: once for a conversation,
 * never a machine, a list or a sender who may be forged, never for old mail, and only a few times a day for an address.
 */
@Service
class Acknowledgements implements LogConsumer.Reactor {
    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);
    private static final Set<String> LANGUAGES = Set.of("en", "pl", "sl");
    private static final int LONGEST = 10_000;
    private static final Duration OLD = Duration.ofDays(1);
    /** Two robots that answer each other open conversation after conversation: they stop here. */
    private static final int MOST_A_DAY = 3;

    private static final Pattern NOBODY = Pattern.compile(
            "(?i)(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|owner-.*|.*-request)(\\+.*)?@.*");

    private final AcknowledgementStore store;
    private final AutomaticReplies replies;
    private final InboundStore inbound;
    private final Brands brands;
    private final Clock clock;

    Acknowledgements(
            AcknowledgementStore store, AutomaticReplies replies, InboundStore inbound, Brands brands, Clock clock) {
        this.store = store;
        this.replies = replies;
        this.inbound = inbound;
        this.brands = brands;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Acknowledgement> list(UUID inbox, Viewer viewer) {
        seen(inbox, viewer);
        return store.of(inbox);
    }

    @Transactional
    public List<Acknowledgement> put(UUID inbox, List<Acknowledgement> wanted, Viewer viewer) {
        seen(inbox, viewer);
        for (var one : wanted) {
            if (!LANGUAGES.contains(one.language())) {
                throw Problem.invalid("language", "must be one of en, pl, sl");
            }
            if (one.text().length() > LONGEST || one.enabled() && one.text().isBlank()) {
                throw Problem.invalid("text", "has 1 to " + LONGEST + " characters when it is enabled");
            }
            store.put(inbox, one, clock.instant());
        }
        return store.of(inbox);
    }

    private static void seen(UUID inbox, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        if (!viewer.inboxes().contains(inbox)) {
            throw Problem.notFound("inbox.not_found", "There is no such inbox, or you may not see it.");
        }
    }

    @Override
    public String name() {
        return "channels.email.acknowledgement";
    }

    /** Most of what comes is passed over by two statements for all of it: an import must not delay who writes now. */
    @Override
    public void take(List<Event> events) {
        var byInbox = new HashMap<UUID, List<AcknowledgementStore.Enabled>>();
        var wanted = new LinkedHashMap<UUID, List<Acknowledgement>>();
        for (var event : events) {
            if (event.kind().equals("message.received")
                    && event.inbox() != null
                    && event.at().isAfter(oldest())) {
                var enabled = byInbox.computeIfAbsent(event.inbox(), store::enabled).stream()
                        .filter(one -> !one.since().isAfter(event.at()))
                        .map(AcknowledgementStore.Enabled::acknowledgement)
                        .toList();
                if (!enabled.isEmpty()) {
                    wanted.put(event.ref("message"), enabled);
                }
            }
        }
        wanted.keySet().retainAll(inbound.personal(wanted.keySet()));
        wanted.forEach((message, enabled) -> replies.opening(new MessageId(message))
                .filter(this::mayBeTold)
                .ifPresent(opening -> tell(opening, enabled)));
    }

    private Instant oldest() {
        return clock.instant().minus(OLD);
    }

    private boolean mayBeTold(Opening opening) {
        var address = opening.answerTo().address();
        return !NOBODY.matcher(address).matches() && store.told(Address.normalEmail(address), oldest()) < MOST_A_DAY;
    }

    private void tell(Opening opening, List<Acknowledgement> enabled) {
        var brand = brands.find(opening.brand());
        var language = Optional.ofNullable(opening.language())
                .or(() -> brand.map(Brand::language))
                .orElse("en")
                .toLowerCase(Locale.ROOT);
        var text = enabled.stream()
                .filter(one -> language.startsWith(one.language()))
                .findFirst()
                .or(() -> enabled.stream()
                        .filter(one -> brand.map(Brand::language).orElse("").equals(one.language()))
                        .findFirst())
                .orElse(enabled.getFirst())
                .text();
        if (!store.remember(
                opening.conversation().value(),
                Address.normalEmail(opening.answerTo().address()),
                clock.instant())) {
            return;
        }
        var name = opening.answerTo().name();
        var values = Map.of(
                "customer.name",
                name == null ? "" : name,
                "conversation.number",
                Long.toString(opening.number()),
                "conversation.subject",
                opening.subject(),
                "brand.name",
                brand.map(Brand::name).orElse(""));
        if (replies.send(opening, Variables.fill(text, values)).isEmpty()) {
            log.warn("Inbox {} has no mailbox to acknowledge from", opening.inbox());
        }
    }
}
