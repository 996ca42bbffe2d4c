package org.centrala.conversations;

import static java.util.stream.Collectors.toMap;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.centrala.access.Agents;
import org.centrala.access.Permission;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.fields.ContactReasons;
import org.centrala.fields.ReasonTree;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The first numbers: what came, what was answered and how soon, and what waits, with who and where. */
@Service
@Transactional(readOnly = true)
class Numbers {
    static final int LONGEST_WAIT = 24 * 90;

    private static final int TOTAL = 0b11111;
    private static final int DAY = 0b01111;
    private static final int AGENT = 0b10111;
    private static final int TEAM = 0b11011;
    private static final int INBOX = 0b11101;
    private static final int REASON = 0b11110;

    private final NumberStore store;
    private final Agents agents;
    private final Teams teams;
    private final InboxDirectory inboxes;
    private final ContactReasons contactReasons;
    private final Clock clock;

    Numbers(
            NumberStore store,
            Agents agents,
            Teams teams,
            InboxDirectory inboxes,
            ContactReasons contactReasons,
            Clock clock) {
        this.store = store;
        this.agents = agents;
        this.teams = teams;
        this.inboxes = inboxes;
        this.contactReasons = contactReasons;
        this.clock = clock;
    }

    /** What is asked for. */
    record Question(
            Period period, @Nullable UUID inbox, @Nullable UUID team, int hours) {}

    /**
     * The tiles.
     *
     * @param received conversations that customers opened in the period
     * @param answered those of them that a person has answered by now
     * @param median seconds from the opening to the first answer, of half of the answered at most
     * @param slowest the same of nine in ten
     */
    @Schema(name = "NumberTotals")
    record Totals(
            long received,
            long answered,
            @Nullable Long median,
            @Nullable Long slowest) {}

    /** One day of the period. */
    @Schema(name = "NumberDay")
    record Day(
            LocalDate day,
            long received,
            long answered,
            @Nullable Long median) {}

    /**
     * One person, team or inbox; a part without an id is what nobody has.
     *
     * @param received for a person the first answers that they gave
     * @param replies how many replies a person sent
     * @param waiting unanswered for longer than asked, now
     */
    @Schema(name = "NumberPart")
    record Part(
            @Nullable UUID id,
            String name,
            long received,
            long answered,
            long replies,
            long waiting,
            @Nullable Long median) {}

    /**
     * One contact reason of a brand; without a key what has none.
     *
     * @param name with those above it
     */
    @Schema(name = "NumberReason")
    record Reason(
            UUID brand,
            @Nullable String key,
            String name,
            long received,
            long answered,
            long waiting,
            @Nullable Long median) {}

    /** All of it; {@code before} is the period of the same length right before. */
    @Schema(name = "Numbers")
    record Answer(
            LocalDate from,
            LocalDate until,
            String zone,
            int hours,
            Totals totals,
            Totals before,
            long waiting,
            List<Day> days,
            List<Part> people,
            List<Part> teams,
            List<Part> inboxes,
            List<Reason> reasons) {}

    Answer answer(Question question, Viewer viewer) {
        viewer.require(Permission.REPORT_READ);
        var visible = question.inbox() == null
                ? viewer.inboxArray()
                : viewer.sees(question.inbox()) ? new UUID[] {question.inbox()} : new UUID[0];
        if (question.hours() < 1 || question.hours() > LONGEST_WAIT) {
            throw Problem.invalid("hours", "must be between 1 and " + LONGEST_WAIT);
        }
        var scope = question.period().scope(visible, question.team());
        var lines = store.lines(scope);
        var earlier = store.lines(question.period().before().scope(visible, question.team()));
        var waiting =
                store.waiting(visible, question.team(), clock.instant().minus(Duration.ofHours(question.hours())));
        return new Answer(
                question.period().from(),
                question.period().until(),
                question.period().zone().getId(),
                question.hours(),
                totals(lines),
                totals(earlier),
                waiting.stream().mapToLong(NumberStore.Waiting::count).sum(),
                days(question.period(), lines),
                people(lines, store.replies(scope), waiting),
                parts(lines, TEAM, NumberStore.Line::team, waiting, NumberStore.Waiting::team, teams::names),
                parts(
                        lines,
                        INBOX,
                        NumberStore.Line::inbox,
                        waiting,
                        NumberStore.Waiting::inbox,
                        ids -> inboxes.names(ids)),
                reasons(lines, waiting, viewer));
    }

    private List<Reason> reasons(List<NumberStore.Line> lines, List<NumberStore.Waiting> waiting, Viewer viewer) {
        record Of(UUID brand, @Nullable String key) {}
        var trees = contactReasons.list(viewer).stream().collect(toMap(ReasonTree::brand, tree -> tree));
        var byKey = new HashMap<Of, NumberStore.Line>();
        lines.stream()
                .filter(line -> line.kind() == REASON)
                .forEach(line -> byKey.put(new Of(Objects.requireNonNull(line.brand()), line.reason()), line));
        var late = new HashMap<Of, Long>();
        waiting.forEach(one -> late.merge(new Of(one.brand(), one.reason()), one.count(), Long::sum));
        var all = new LinkedHashSet<>(byKey.keySet());
        all.addAll(late.keySet());
        var reasons = new ArrayList<Reason>();
        for (var of : all) {
            var line = byKey.get(of);
            var tree = trees.get(of.brand());
            reasons.add(new Reason(
                    of.brand(),
                    of.key(),
                    of.key() == null || tree == null ? "" : tree.path(of.key()),
                    line == null ? 0 : line.received(),
                    line == null ? 0 : line.answered(),
                    late.getOrDefault(of, 0L),
                    line == null ? null : seconds(line.median())));
        }
        reasons.sort(Comparator.comparingLong(Reason::received).reversed());
        return reasons;
    }

    private static Totals totals(List<NumberStore.Line> lines) {
        return lines.stream()
                .filter(line -> line.kind() == TOTAL)
                .findFirst()
                .map(line ->
                        new Totals(line.received(), line.answered(), seconds(line.median()), seconds(line.slowest())))
                .orElse(new Totals(0, 0, null, null));
    }

    private static List<Day> days(Period period, List<NumberStore.Line> lines) {
        var byDay = new HashMap<LocalDate, NumberStore.Line>();
        lines.stream()
                .filter(line -> line.kind() == DAY)
                .forEach(line -> byDay.put(Objects.requireNonNull(line.day()), line));
        return period.days().stream()
                .map(day -> {
                    var line = byDay.get(day);
                    return line == null
                            ? new Day(day, 0, 0, null)
                            : new Day(day, line.received(), line.answered(), seconds(line.median()));
                })
                .toList();
    }

    private List<Part> people(
            List<NumberStore.Line> lines, List<NumberStore.Count> replies, List<NumberStore.Waiting> waiting) {
        var answered = new HashMap<UUID, NumberStore.Line>();
        lines.stream()
                .filter(line -> line.kind() == AGENT && line.agent() != null)
                .forEach(line -> answered.put(Objects.requireNonNull(line.agent()), line));
        var sent = new HashMap<UUID, Long>();
        replies.forEach(count -> sent.put(Objects.requireNonNull(count.id()), count.count()));
        var late = late(waiting, NumberStore.Waiting::agent);
        var ids = new LinkedHashSet<@Nullable UUID>(answered.keySet());
        ids.addAll(sent.keySet());
        ids.addAll(late.keySet());
        var names = agents.names(known(ids));
        var people = new ArrayList<Part>();
        for (var id : ids) {
            var line = answered.get(id);
            people.add(new Part(
                    id,
                    id == null ? "" : names.getOrDefault(id, ""),
                    line == null ? 0 : line.answered(),
                    line == null ? 0 : line.answered(),
                    sent.getOrDefault(id, 0L),
                    late.getOrDefault(id, 0L),
                    line == null ? null : seconds(line.median())));
        }
        people.sort((one, other) -> Long.compare(other.replies(), one.replies()));
        return people;
    }

    private static List<Part> parts(
            List<NumberStore.Line> lines,
            int kind,
            Function<NumberStore.Line, @Nullable UUID> of,
            List<NumberStore.Waiting> waiting,
            Function<NumberStore.Waiting, @Nullable UUID> whose,
            Function<Set<UUID>, Map<UUID, String>> named) {
        var late = late(waiting, whose);
        var byId = new HashMap<@Nullable UUID, NumberStore.Line>();
        lines.stream().filter(line -> line.kind() == kind).forEach(line -> byId.put(of.apply(line), line));
        var ids = new LinkedHashSet<@Nullable UUID>(byId.keySet());
        ids.addAll(late.keySet());
        var names = named.apply(known(ids));
        var parts = new ArrayList<Part>();
        for (var id : ids) {
            var line = byId.get(id);
            parts.add(new Part(
                    id,
                    id == null ? "" : names.getOrDefault(id, ""),
                    line == null ? 0 : line.received(),
                    line == null ? 0 : line.answered(),
                    0,
                    late.getOrDefault(id, 0L),
                    line == null ? null : seconds(line.median())));
        }
        parts.sort((one, other) -> Long.compare(other.received(), one.received()));
        return parts;
    }

    private static Map<@Nullable UUID, Long> late(
            List<NumberStore.Waiting> waiting, Function<NumberStore.Waiting, @Nullable UUID> whose) {
        var late = new HashMap<@Nullable UUID, Long>();
        waiting.forEach(one -> late.merge(whose.apply(one), one.count(), Long::sum));
        return late;
    }

    private static Set<UUID> known(Collection<@Nullable UUID> ids) {
        var known = new LinkedHashSet<UUID>();
        for (var id : ids) {
            if (id != null) {
                known.add(id);
            }
        }
        return known;
    }

    private static @Nullable Long seconds(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }
}
