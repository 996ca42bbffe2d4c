package org.centrala.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Counts requests in windows of a minute, in the memory of this node alone: nothing is written for a request, and
 * several nodes let through so many times more.
 */
@Component
@ConditionalOnWebApplication
class RateLimits {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MOST_CALLERS = 50_000;

    private final RateSettings settings;
    private final Clock clock;
    private final Cache<String, Window> windows = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterWrite(WINDOW.multipliedBy(2))
            .build();

    RateLimits(RateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Who is counted together. */
    enum Policy {
        KEY,
        PERSON,
        ADDRESS;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Window(int count, Instant endsAt) {}

    /**
     * What became of a request.
     *
     * @param left how many more are answered in this window
     * @param reset when the next one begins
     */
    record Count(Policy policy, int limit, int left, boolean refused, Duration reset) {}

    /** Counts one request; nothing where there is no limit. */
    Optional<Count> count(Policy policy, String subject) {
        int limit = switch (policy) {
            case KEY -> settings.key();
            case PERSON -> settings.person();
            case ADDRESS -> settings.address();
        };
        if (limit <= 0) {
            return Optional.empty();
        }
        var now = clock.instant();
        var window = windows.asMap()
                .merge(
                        policy + " " + subject,
                        new Window(1, now.plus(WINDOW)),
                        (before, first) -> before.endsAt().isAfter(now)
                                ? new Window(Math.min(before.count(), limit) + 1, before.endsAt())
                                : first);
        return Optional.of(new Count(
                policy,
                limit,
                Math.max(0, limit - window.count()),
                window.count() > limit,
                Duration.between(now, window.endsAt())));
    }
}
