package org.centrala.notifications;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.Secrets;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends an agent's mail for whoever holds a letter of theirs: the address in it names them, and only we can make it. */
@Service
class Unsubscribing {
    static final String PATH = "/api/v1/notifications/unsubscribe/";

    private static final String PURPOSE = "notification mail";
    private static final int ID = 16;
    private static final int SIGNATURE = 16;

    private final Secrets secrets;
    private final PreferenceStore preferences;
    private final LetterStore letters;
    private final Clock clock;

    Unsubscribing(Secrets secrets, PreferenceStore preferences, LetterStore letters, Clock clock) {
        this.secrets = secrets;
        this.preferences = preferences;
        this.letters = letters;
        this.clock = clock;
    }

    String path(UUID agent) {
        var id = bytes(agent);
        return PATH
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(ByteBuffer.allocate(ID + SIGNATURE)
                                .put(id)
                                .put(signature(id))
                                .array());
    }

    /** Sends no more mail to whoever the token names; false when it names nobody. */
    @Transactional
    boolean unsubscribe(String token) {
        var agent = agent(token);
        agent.ifPresent(one -> {
            var wanted = preferences.find(one).orElse(NotificationPreferences.USUAL);
            preferences.put(one, wanted.withoutMail(), clock.instant());
            letters.keepOnly(one, wanted.withoutMail().mail());
        });
        return agent.isPresent();
    }

    private Optional<UUID> agent(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != ID + SIGNATURE) {
                return Optional.empty();
            }
            var id = Arrays.copyOf(bytes, ID);
            if (!MessageDigest.isEqual(signature(id), Arrays.copyOfRange(bytes, ID, bytes.length))) {
                return Optional.empty();
            }
            var parts = ByteBuffer.wrap(id);
            return Optional.of(new UUID(parts.getLong(), parts.getLong()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private byte[] signature(byte[] id) {
        return Arrays.copyOf(secrets.hmac(PURPOSE, id), SIGNATURE);
    }
}
