package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Secrets;
import org.springframework.stereotype.Component;

/**
 * Marks browsers in which an agent has signed in before. The mark opens nothing; it only says that attempts from here
 * are to be counted apart from those of strangers. It is signed, so that it needs no table.
 */
@Component
class Devices {
    private static final int MAX = 200;

    private final Secrets secrets;

    Devices(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The browser's mark for this agent: the one it has, or a new one. */
    String remember(UUID agent, Optional<String> mark) {
        if (recognise(agent, mark).isPresent()) {
            return mark.orElseThrow();
        }
        var nonce = Token.fresh();
        return nonce + "." + signature(agent, nonce);
    }

    /** What identifies the browser, if its mark is genuine and of this agent. */
    Optional<String> recognise(UUID agent, Optional<String> mark) {
        return mark.filter(text -> text.length() <= MAX).flatMap(text -> {
            var dot = text.indexOf('.');
            if (dot < 1) {
                return Optional.empty();
            }
            var nonce = text.substring(0, dot);
            var expected = signature(agent, nonce).getBytes(UTF_8);
            return MessageDigest.isEqual(expected, text.substring(dot + 1).getBytes(UTF_8))
                    ? Optional.of(agent + " " + nonce)
                    : Optional.empty();
        });
    }

    private String signature(UUID agent, String nonce) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(secrets.hmac("device", (agent + ":" + nonce).getBytes(UTF_8)));
    }
}
