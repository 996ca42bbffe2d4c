package org.centrala.access;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords with Argon2id (19 MiB, 2 passes, 1 lane; see ADR 0011). Only a few at once, so that a
 * flood of attempts takes neither the memory nor the processors of everyone else.
 */
@Component
class Passwords {
    private static final int MIN = 10;
    private static final int MAX = 200;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The first ones that anybody tries, of the length that is asked for. */
    private static final Set<String> COMMON = Set.of(
            "1234567890",
            "0123456789",
            "12345678910",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "abcdefghij",
            "administrator",
            "centrala123",
            "changeme123",
            "iloveyou123",
            "password12",
            "password123",
            "password1234",
            "passwordpassword",
            "qwerty1234",
            "qwerty12345",
            "qwertyuiop",
            "welcome123",
            "welcome1234",
            "zaq12wsxcde3");

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final String nobodys = hash(Token.fresh());

    /** Hashes a password that its owner chose, once it is good enough. */
    String choose(String field, @Nullable String password, String email) {
        var chosen = Fields.required(field, password);
        if (chosen.length() < MIN || chosen.length() > MAX) {
            throw Problem.invalid(field, "must have " + MIN + " to " + MAX + " characters");
        }
        var plain = chosen.toLowerCase(Locale.ROOT).strip();
        if (COMMON.contains(plain)
                || plain.equals(email)
                || plain.chars().distinct().count() < 4) {
            throw Problem.invalid(field, "is too easy to guess");
        }
        return hash(chosen);
    }

    /** Compares; where there is no hash it takes as long and says no, so that nobody learns which addresses exist. */
    boolean matches(String password, @Nullable String hash) {
        var tried = password.length() > MAX ? "" : password;
        var equal = atOnce(() -> encoder.matches(tried, hash == null ? nobodys : hash));
        return equal && hash != null;
    }

    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    String hash(String password) {
        return atOnce(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    private <T> T atOnce(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.tooManyRequests(
                        "session.throttled", "Too many people are signing in right now.", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("server.stopping", "The server is stopping.");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
