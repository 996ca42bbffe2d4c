package org.centrala.conversations;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a day begins with: the conversations that wait for somebody, and their team's numbers in brief. */
@Service
@Transactional(readOnly = true)
public class Summary {
    private static final int HOURS = 24;

    private final Conversations conversations;
    private final Numbers numbers;
    private final Clock clock;

    Summary(Conversations conversations, Numbers numbers, Clock clock) {
        this.conversations = conversations;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * The first numbers of some whole days, the last of them yesterday.
     *
     * @param waiting unanswered for longer than a day, now
     * @param median seconds to the first answer, of half of the answered at most
     */
    public record Brief(
            LocalDate from,
            LocalDate until,
            long received,
            long answered,
            long waiting,
            @Nullable Long median) {}

    /** Those of the viewer that are new or open, the newest message first. */
    public Page<Conversation> mine(int limit, Viewer viewer) {
        return conversations.list(
                new ConversationFilter(
                        ConversationFilter.View.MINE,
                        Set.of(Status.NEW, Status.OPEN),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        ConversationFilter.Sort.ACTIVITY),
                limit,
                null,
                viewer);
    }

    /** What the viewer's inboxes have seen on so many days; nothing for whoever may not read reports. */
    public Optional<Brief> numbers(int days, ZoneId zone, Viewer viewer) {
        if (!viewer.can(Permission.REPORT_READ)) {
            return Optional.empty();
        }
        var until = LocalDate.ofInstant(clock.instant(), zone).minusDays(1);
        var period = new Period(until.minusDays(days - 1L), until, zone);
        var answer = numbers.answer(new Numbers.Question(period, null, null, HOURS), viewer);
        var totals = answer.totals();
        return Optional.of(new Brief(
                period.from(), until, totals.received(), totals.answered(), answer.waiting(), totals.median()));
    }
}
