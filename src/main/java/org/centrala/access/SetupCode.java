package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.centrala.platform.StartNotice;
import org.springframework.stereotype.Component;

/**
 * The one-time code that proves, to whoever sets up, that they can read this machine's output. It lives in memory only
 * and is another one after each start.
 */
@Component
public class SetupCode implements StartNotice {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 8;

    private final AgentStore agents;
    private final String code = fresh();

    SetupCode(AgentStore agents) {
        this.agents = agents;
    }

    /** The code to print, as long as set-up is needed. */
    public Optional<String> current() {
        return agents.hasActiveOwner() ? Optional.empty() : Optional.of(code);
    }

    @Override
    public List<Line> startNotice() {
        return List.of(current()
                .map(current -> new Line("Set up", "open the address and enter the code " + current))
                .orElseGet(() -> new Line("Sign in", "with your e-mail address and your password")));
    }

    /** Whether this is the code, however it is spaced and cased. */
    boolean matches(String guess) {
        return MessageDigest.isEqual(plain(code).getBytes(UTF_8), plain(guess).getBytes(UTF_8));
    }

    private static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private static String fresh() {
        var random = new SecureRandom();
        var code = new StringBuilder();
        for (int index = 0; index < LENGTH; index++) {
            if (index == LENGTH / 2) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
