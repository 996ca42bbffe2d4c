package org.centrala.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.centrala.access.Viewer;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.Conversations;
import org.centrala.customers.Customers;
import org.centrala.platform.StartNotice;
import org.centrala.platform.log.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets the demo shop up before any door opens, and its sink for outgoing mail at every start.
 *
 * <p>All of it is one transaction on one thread: mail is kept and taken in, replies are posted and sent, at the times
 * the clock is told. Whoever kills the start half-way finds an empty installation at the next one, which begins anew.
 * An installation that anybody has used is left alone.
 */
@InDemo
class DemoShop implements SmartLifecycle, StartNotice {
    private static final Duration BEFORE_THE_FIRST_MAIL = Duration.ofDays(2);
    private static final Duration LOOKED_AT = Duration.ofDays(3);
    private static final Duration LONGEST_STAMPING = Duration.ofSeconds(20);
    private static final int PROGRESS = 500;
    private static final Logger log = LoggerFactory.getLogger(DemoShop.class);

    private final Premises premises;
    private final Toolbox toolbox;
    private final PostOffice office;
    private final Conversations conversations;
    private final Customers customers;
    private final EventLog events;
    private final DemoSink sink;
    private final DemoClock clock;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private volatile boolean open;

    DemoShop(
            Premises premises,
            Toolbox toolbox,
            PostOffice office,
            Conversations conversations,
            Customers customers,
            EventLog events,
            DemoSink sink,
            DemoClock clock,
            JsonMapper json,
            TransactionTemplate transaction) {
        this.premises = premises;
        this.toolbox = toolbox;
        this.office = office;
        this.conversations = conversations;
        this.customers = customers;
        this.events = events;
        this.sink = sink;
        this.clock = clock;
        this.json = json;
        this.transaction = transaction;
    }

    @Override
    public void start() {
        open = true;
        if (premises.ours()) {
            reopen();
        } else if (premises.vacant()) {
            sink.open(0);
            setUp();
        } else {
            log.warn("This installation is in use: --demo changes nothing in it");
        }
    }

    private void reopen() {
        int before = premises.sinkPort();
        sink.open(before);
        if (before != 0 && sink.port() != before) {
            premises.leaveMailAt(before, sink.port());
        }
        log.info("The demo shop is there from an earlier start");
    }

    private void setUp() {
        log.info("Setting up the demo shop with {} days of mail", History.LENGTH.toDays());
        var now = clock.realNow();
        List<Conversation> told;
        try {
            told = transaction.execute(status -> tell(now));
        } finally {
            clock.tick();
        }
        awaitStamps(told);
        var took = Duration.between(now, clock.instant());
        log.info(
                "The demo shop has {} conversations, told in {} s",
                told.size(),
                "%.1f".formatted(took.toMillis() / 1000.0));
    }

    private List<Conversation> tell(Instant now) {
        clock.standAt(now.minus(History.LENGTH).minus(BEFORE_THE_FIRST_MAIL));
        var shop = premises.open(sink.port());
        toolbox.fill(Objects.requireNonNull(shop.people().get(Premises.owner().first())));
        var history = new History(clock, now);
        var stage = new Telling.Stage(shop, office, conversations, customers, json, clock);
        var tellings = history.plan(StoryBook.all(), Cast.buyers()).stream()
                .map(plan -> new Telling(plan, history, stage))
                .toList();
        tellings.forEach(Telling::begin);
        history.play(played -> {
            if (played % PROGRESS == 0) {
                log.info(
                        "The demo shop has lived until {}",
                        clock.instant().atZone(Hours.ZONE).toLocalDate());
            }
        });
        clock.standAt(now);
        var told = tellings.stream()
                .map(Telling::told)
                .filter(conversation -> conversation != null)
                .toList();
        shop.people().values().forEach(person -> look(told, person, history, now));
        return told;
    }

    /** Everybody has seen what is old; of the last days some have seen some. */
    private void look(List<Conversation> told, Viewer person, History history, Instant now) {
        conversations.markAllRead(now.minus(LOOKED_AT), person);
        for (var recent : conversations.list(told.stream().map(Conversation::id).toList(), person)) {
            if (recent.unread() && history.chance().nextInt(100) < 30) {
                conversations.markRead(new ConversationId(recent.id()), null, person);
            }
        }
    }

    /**
     * Waits until the past has its places in the log: consumers that only go forward start after it, so that no reply
     * of the past is ever looked at by who sends.
     */
    private void awaitStamps(List<Conversation> told) {
        var until = clock.instant().plus(LONGEST_STAMPING);
        try {
            for (var conversation : told) {
                while (events.stream(conversation.id(), 0).getLast().position() == 0
                        && clock.instant().isBefore(until)) {
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        open = false;
        sink.close();
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    /** After the log begins to give positions, before its consumers and all doors. */
    @Override
    public int getPhase() {
        return -950;
    }

    @Override
    public List<Line> startNotice() {
        if (sink.port() == 0) {
            return List.of();
        }
        return List.of(
                new Line(
                        "Demo",
                        "sign in as " + Premises.guide().email() + ", or as the owner "
                                + Premises.owner().email() + ", with the password " + Premises.PASSWORD),
                new Line("Demo mail", "replies end in a sink on 127.0.0.1:" + sink.port() + " and reach nobody"));
    }
}
