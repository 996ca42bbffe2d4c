package org.centrala.demo;

import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.centrala.access.Viewer;
import org.centrala.channels.email.Mailbox;
import org.centrala.conversations.Audience;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.ConversationId;
import org.centrala.conversations.ConversationPatch;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.NewMessage;
import org.centrala.conversations.Priority;
import org.centrala.conversations.Status;
import org.centrala.customers.ContactPoint;
import org.centrala.customers.CustomerId;
import org.centrala.customers.Customers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One telling of a story: a customer, a beginning, and step after step until the end or until now. */
final class Telling {
    private static final Duration TRIAGE = Duration.ofMinutes(25);
    private static final Duration THANKED = Duration.ofHours(2);
    private static final Duration GIVEN_UP = Duration.ofDays(13);
    private static final Duration CLOSES = Duration.ofDays(14);
    private static final int NEVER_ANSWERS = 20;
    private static final Duration STILL_ON_THE_WAY = Duration.ofDays(21);
    private static final int PARTS_ARE_LATE = 50;
    private static final int WORTH_A_NOTE = 65;
    private static final int ASSIGNED_BY_HAND = 60;

    private final Plan plan;
    private final History history;
    private final Stage stage;
    private final Wording wording;
    private final Mailbox mailbox;
    private final String agent;
    private final List<String> references = new ArrayList<>();
    private MailClient.@Nullable Answered answered;
    private @Nullable Conversation conversation;

    /** Which story with which opening, who comes with it, and when. */
    record Plan(Story story, int version, Cast.Buyer buyer, Instant begins) {}

    /** All that tellings have in common: the shop and the commands they use. */
    record Stage(
            Premises.Open shop,
            PostOffice office,
            Conversations conversations,
            Customers customers,
            JsonMapper json,
            DemoClock clock) {}

    Telling(Plan plan, History history, Stage stage) {
        this.plan = plan;
        this.history = history;
        this.stage = stage;
        var story = plan.story();
        this.mailbox = Objects.requireNonNull(stage.shop()
                .doors()
                .get(story.box() == null ? story.language() : story.language() + " " + story.box()));
        var answering = Cast.answering(story.language());
        this.agent = answering.get(history.chance().nextInt(answering.size()));
        this.wording = new Wording(story.language(), day(plan.begins()), values(), history.chance());
    }

    private Map<String, String> values() {
        var buyer = plan.buyer();
        var values = new HashMap<String, String>();
        values.put("first", buyer.first());
        values.put("last", buyer.last());
        values.put("name", buyer.name());
        values.put("city", buyer.city());
        values.put("dear", buyer.dear() == null ? buyer.first() : buyer.dear());
        values.put("agent", agent);
        // Numbers grow with time, about nine orders a day
        long age = Duration.between(plan.begins(), history.now()).toHours();
        values.put("order", "ZR-" + (48_420 - age * 3 / 8 - history.chance().nextInt(6)));
        var opening = plan.story().steps().getFirst().version(plan.version());
        var machine = (opening.subject() + opening.text()).contains("Duo") ? "CD-24-" : "CU-24-";
        values.put("serial", machine + "%05d".formatted(1_000 + history.chance().nextInt(18_000)));
        return values;
    }

    void begin() {
        history.at(plan.begins(), () -> {
            hear(plan.story().steps().getFirst(), true);
            triage();
        });
    }

    /** Somebody looks through what is new: tags, language, priority, and often who shall answer. */
    private void triage() {
        var at = history.hours().atWork(plan.begins(), TRIAGE);
        boolean assigned = history.chance().nextInt(100) < ASSIGNED_BY_HAND;
        history.at(at, () -> {
            var story = plan.story();
            var change = new LinkedHashMap<String, Object>();
            change.put("tags", story.tags());
            if (story.spam()) {
                change.put("spam", true);
                change.put("status", Status.CLOSED.wire());
                change(change, person(agent));
                return;
            }
            change.put("language", story.language());
            change.put(
                    "team",
                    stage.shop()
                            .teams()
                            .named(story.language().equals("pl") ? Cast.POLSKA : Cast.SUPPORT)
                            .toString());
            if (story.priority() != Priority.NORMAL) {
                change.put("priority", story.priority().wire());
            }
            if (assigned) {
                change.put("assignee", person(agent).agentId().orElseThrow().toString());
            }
            change(change, person(assigned ? "Petra" : agent));
            introduce();
        });
        if (!plan.story().spam()) {
            follow(1, at);
        }
    }

    /** What the shop knows of a customer is written down when they are met first. */
    private void introduce() {
        var buyer = plan.buyer();
        var id = new CustomerId(conversation().customer());
        var by = person(agent);
        var known = stage.customers().get(id, by);
        if (known.language() != null) {
            return;
        }
        var points = new ArrayList<Customers.NewContactPoint>();
        points.add(new Customers.NewContactPoint(ContactPoint.Kind.email, buyer.address()));
        if (buyer.telephone() != null) {
            points.add(new Customers.NewContactPoint(ContactPoint.Kind.phone, buyer.telephone()));
        }
        stage.customers().change(id, new Customers.Details(null, null, buyer.language(), buyer.note(), points), by);
    }

    private void follow(int index, Instant before) {
        var steps = plan.story().steps();
        if (index == steps.size()) {
            end(before, steps.getLast());
            return;
        }
        var step = steps.get(index);
        var previous = steps.get(index - 1);
        if (step.kind() == Story.Kind.CUSTOMER
                && previous.status() == Status.PENDING
                && history.chance().nextInt(100) < NEVER_ANSWERS) {
            settle(Status.SOLVED, history.hours().atWork(before, GIVEN_UP), person(agent), true);
            return;
        }
        var late = previous.status() == Status.ON_HOLD ? lateness(before) : Duration.ZERO;
        var after = step.after().plus(late);
        var at = step.kind() == Story.Kind.CUSTOMER
                ? history.hours().awake(before, after)
                : history.hours().atWork(before, after);
        history.at(at, () -> {
            switch (step.kind()) {
                case CUSTOMER -> hear(step, false);
                case AGENT -> answer(step);
                case NOTE -> {
                    if (history.chance().nextInt(100) < WORTH_A_NOTE) {
                        note(step);
                    }
                }
            }
            follow(index + 1, at);
        });
    }

    /** Parts ordered in the last weeks are still on their way, so that there is work on hold at whatever hour the demo begins. */
    private Duration lateness(Instant ordered) {
        if (ordered.isAfter(history.now().minus(STILL_ON_THE_WAY))) {
            return STILL_ON_THE_WAY;
        }
        return history.chance().nextInt(100) < PARTS_ARE_LATE
                ? Duration.ofDays(4 + history.chance().nextInt(14))
                : Duration.ZERO;
    }

    private void end(Instant before, Story.Step last) {
        if (last.kind() == Story.Kind.CUSTOMER) {
            settle(Status.SOLVED, history.hours().atWork(before, THANKED), person(agent), true);
        } else if (last.status() == Status.PENDING) {
            settle(Status.SOLVED, history.hours().atWork(before, GIVEN_UP), person(agent), true);
        } else if (last.status() == Status.SOLVED) {
            settle(Status.CLOSED, before.plus(CLOSES), person(agent), false);
        }
    }

    private void settle(Status status, Instant at, Viewer by, boolean closes) {
        history.at(at, () -> {
            change(Map.of("status", status.wire()), by);
            if (closes) {
                settle(Status.CLOSED, at.plus(CLOSES), by, false);
            }
        });
    }

    private void change(Map<String, ?> fields, Viewer by) {
        var patch = stage.json().convertValue(fields, ConversationPatch.class);
        stage.conversations().change(id(), patch, null, by);
    }

    // --- what is said

    private void hear(Story.Step step, boolean opens) {
        var buyer = plan.buyer();
        var words = step.version(plan.version());
        var at = stage.clock().instant();
        var text = wording.say(words.text(), buyer.female(), colleague().female(), day(at), Map.of());
        var subject = opens
                ? wording.say(Objects.requireNonNull(words.subject()), buyer.female(), false, day(at), Map.of())
                : "Re: " + conversation().subject() + " [#" + conversation().number() + "]";
        var id = messageId();
        // The file of an opening belongs to its first version; the others speak of none.
        var file = opens && plan.version() > 0 ? null : file(step);
        var letter = new MailClient.Letter(
                id,
                at.minusSeconds(3 + history.chance().nextInt(20)),
                buyer,
                plan.story().language(),
                shop(),
                subject,
                text,
                answered,
                file);
        stage.office().deliver(MailClient.of(buyer).write(letter), buyer.address(), mailbox);
        if (opens) {
            conversation = stage.office().conversation(id);
        }
        references.add(id);
    }

    private void answer(Story.Step step) {
        var colleague = colleague();
        var words = step.version(plan.version());
        var text = wording.say(
                words.text(),
                colleague.female(),
                plan.buyer().female(),
                day(stage.clock().instant()),
                Map.of());
        var file = file(step);
        var files = file == null ? null : List.of(new NewMessage.File(file.name(), file.type(), file.content(), null));
        var posted = stage.office()
                .reply(
                        id(),
                        new NewMessage(
                                Audience.CUSTOMER,
                                "email",
                                text,
                                html(text),
                                null,
                                null,
                                null,
                                files,
                                null,
                                null,
                                step.status(),
                                true,
                                null,
                                null,
                                null,
                                null,
                                null),
                        person(agent));
        references.add(Objects.requireNonNull(posted.messageId()));
        answered = new MailClient.Answered(
                posted.messageId(),
                List.copyOf(references),
                posted.createdAt(),
                text + "\n\n" + Premises.signature(plan.story().language(), colleague.name()));
    }

    private void note(Story.Step step) {
        var author = Cast.colleague(Objects.requireNonNull(step.by()));
        var text = wording.say(
                step.version(plan.version()).text(),
                author.female(),
                false,
                day(stage.clock().instant()),
                Map.of());
        stage.office()
                .note(
                        id(),
                        new NewMessage(
                                Audience.TEAM,
                                null,
                                text,
                                html(text),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        person(author.first()));
    }

    private static String html(String text) {
        var html = new StringBuilder();
        for (var paragraph : text.replace("&", "&amp;").replace("<", "&lt;").split("\n\n")) {
            html.append("<p>").append(paragraph.replace("\n", "<br>")).append("</p>");
        }
        return html.toString();
    }

    private static MailClient.@Nullable File file(Story.Step step) {
        var attached = step.file();
        if (attached == null) {
            return null;
        }
        var type = attached.name().endsWith(".pdf") ? "application/pdf" : "image/png";
        return new MailClient.File(attached.name(), type, StoryBook.bytes("files/" + attached.resource()));
    }

    private InternetAddress shop() {
        try {
            return new InternetAddress(mailbox.address(), mailbox.name(), "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String messageId() {
        var random = new byte[12];
        history.chance().nextBytes(random);
        var address = plan.buyer().address();
        return HexFormat.of().formatHex(random) + "@mail." + address.substring(address.indexOf('@') + 1);
    }

    private Viewer person(String first) {
        return Objects.requireNonNull(stage.shop().people().get(first), first);
    }

    private Cast.Colleague colleague() {
        return Cast.colleague(agent);
    }

    private Conversation conversation() {
        return Objects.requireNonNull(conversation, "the story has not begun");
    }

    private ConversationId id() {
        return new ConversationId(conversation().id());
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(Hours.ZONE).toLocalDate();
    }

    /** The conversation, once the story has begun. */
    @Nullable
    Conversation told() {
        return conversation;
    }
}
