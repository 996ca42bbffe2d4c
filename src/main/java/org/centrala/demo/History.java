package org.centrala.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Ninety days of the shop: which story is told when and by whom, and all of it played in the order of time. What would
 * come after now has not happened yet, which is why the newest conversations are unanswered, unassigned or half-way.
 *
 * <p>Chance is seeded: two demos started at the same hour tell the same.
 */
final class History {
    static final Duration LENGTH = Duration.ofDays(90);

    private static final long SEED = 20418;
    /** One telling of each story lies in the last two weeks, most of them in the last days; the others further back. */
    private static final int[][] DAYS = {{0, 14}, {14, 38}, {38, 64}, {64, 88}};

    private final Random chance = new Random(SEED);
    private final Hours hours = new Hours(chance);
    private final DemoClock clock;
    private final Instant now;
    private final PriorityQueue<Beat> beats =
            new PriorityQueue<>(Comparator.comparing(Beat::at).thenComparing(Beat::order));
    private final Map<String, Integer> appearances = new HashMap<>();
    private long order;

    History(DemoClock clock, Instant now) {
        this.clock = clock;
        this.now = now;
    }

    /** Something that happens at a moment. */
    record Beat(Instant at, long order, Runnable happening) {}

    Random chance() {
        return chance;
    }

    Hours hours() {
        return hours;
    }

    Instant now() {
        return now;
    }

    /** Happens at that moment, unless that is still to come. */
    void at(Instant moment, Runnable happening) {
        if (moment.isBefore(now)) {
            beats.add(new Beat(moment, order++, happening));
        }
    }

    /** Casts and dates every telling of every story; the teller gets each with its buyer and its beginning. */
    List<Telling.Plan> plan(List<Story> stories, List<Cast.Buyer> buyers) {
        var plans = new ArrayList<Telling.Plan>();
        var shuffled = new ArrayList<>(stories);
        Collections.shuffle(shuffled, chance);
        for (int place = 0; place < shuffled.size(); place++) {
            var story = shuffled.get(place);
            var used = new HashSet<Cast.Buyer>();
            int latest = story.pin() == null ? place % story.versions() : 0;
            for (int version = 0; version < story.versions(); version++) {
                var span = DAYS[Math.floorMod(version - latest, DAYS.length)];
                var pin = version == 0 ? story.pin() : null;
                var from = pin != null
                        ? pin.customer()
                        : story.steps().getFirst().version(version).from();
                var buyer = from == null ? buyer(story, buyers, used) : named(from, buyers);
                used.add(buyer);
                plans.add(new Telling.Plan(story, version, buyer, pin != null ? now.minus(pin.ago()) : begins(span)));
            }
        }
        return plans;
    }

    private Instant begins(int[] span) {
        // squared, so that the last two weeks have more of the last days
        double share = span[0] == 0 ? Math.pow(chance.nextDouble(), 2) : chance.nextDouble();
        var day = now.minus(Duration.ofMinutes((long) ((span[0] + share * (span[1] - span[0])) * 24 * 60)));
        var moment = hours.onDay(day);
        return moment.isBefore(now) ? moment : moment.minus(Duration.ofDays(1));
    }

    private static Cast.Buyer named(String name, List<Cast.Buyer> buyers) {
        return buyers.stream()
                .filter(buyer -> buyer.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no customer " + name));
    }

    /** Somebody who fits and has appeared least, so that most customers come two or three times. */
    private Cast.Buyer buyer(Story story, List<Cast.Buyer> buyers, Set<Cast.Buyer> used) {
        var language = story.spam() ? "--" : story.language();
        var fitting = new ArrayList<>(buyers.stream()
                .filter(buyer -> buyer.language().equals(language) && !used.contains(buyer))
                .filter(buyer -> "business".equals(story.box()) == (buyer.company() != null)
                        && !buyer.name().contains(","))
                .toList());
        Collections.shuffle(fitting, chance);
        var chosen = fitting.stream()
                .min(Comparator.comparing(buyer -> appearances.getOrDefault(buyer.name(), 0)))
                .orElseThrow();
        appearances.merge(chosen.name(), 1 + chance.nextInt(2), Integer::sum);
        return chosen;
    }

    /** Plays what has been put down, each moment at its time; tells how many have been played. */
    void play(IntConsumer progress) {
        int played = 0;
        while (!beats.isEmpty()) {
            var beat = beats.poll();
            clock.standAt(beat.at());
            beat.happening().run();
            progress.accept(++played);
        }
    }
}
