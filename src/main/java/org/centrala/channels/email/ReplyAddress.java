package org.centrala.channels.email;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.centrala.conversations.ConversationId;
import org.centrala.platform.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The address an answer comes back to: {@code support+c<token>@shop.example}. The token is the conversation's id and 60
 * bits of an HMAC over it and the mailbox, in letters and digits that survive any change of case. It cannot be guessed
 * or moved to another conversation or mailbox; who holds it was written to, or was sent a copy.
 */
@Component
class ReplyAddress {
    private static final String PURPOSE = "reply-address";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LETTERS = 26;
    private static final int SIGNATURE_LETTERS = 12;

    private final Secrets secrets;

    ReplyAddress(Secrets secrets) {
        this.secrets = secrets;
    }

    String of(ConversationId conversation, String mailboxAddress) {
        int at = mailboxAddress.lastIndexOf('@');
        return mailboxAddress.substring(0, at) + "+c" + token(conversation.value(), mailboxAddress)
                + mailboxAddress.substring(at);
    }

    /** The conversation that an address answers, if we made the address. */
    Optional<ConversationId> read(String address, String mailboxAddress) {
        var lower = address.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        int plus = lower.indexOf("+c");
        int length = ID_LETTERS + SIGNATURE_LETTERS;
        if (plus < 0 || at - plus - 2 != length) {
            return Optional.empty();
        }
        var token = lower.substring(plus + 2, at);
        var id = id(token.substring(0, ID_LETTERS));
        return id != null && token(id, mailboxAddress).equals(token)
                ? Optional.of(new ConversationId(id))
                : Optional.empty();
    }

    private String token(UUID conversation, String mailboxAddress) {
        var id = ByteBuffer.allocate(16)
                .putLong(conversation.getMostSignificantBits())
                .putLong(conversation.getLeastSignificantBits())
                .array();
        var address = mailboxAddress.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        var signed = Arrays.copyOf(id, id.length + address.length);
        System.arraycopy(address, 0, signed, id.length, address.length);
        return letters(id, ID_LETTERS) + letters(secrets.hmac(PURPOSE, signed), SIGNATURE_LETTERS);
    }

    private static String letters(byte[] bytes, int count) {
        var text = new StringBuilder(count);
        int held = 0;
        int bits = 0;
        int next = 0;
        while (text.length() < count) {
            if (bits < 5) {
                held = held << 8 | (next < bytes.length ? bytes[next++] & 0xff : 0);
                bits += 8;
            }
            bits -= 5;
            text.append(LETTERS.charAt(held >> bits & 31));
            held &= (1 << bits) - 1;
        }
        return text.toString();
    }

    private static @Nullable UUID id(String letters) {
        var bytes = ByteBuffer.allocate(17);
        int held = 0;
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int value = LETTERS.indexOf(letters.charAt(i));
            if (value < 0) {
                return null;
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (held >> bits));
                held &= (1 << bits) - 1;
            }
        }
        bytes.flip();
        return bytes.remaining() < 16 ? null : new UUID(bytes.getLong(), bytes.getLong());
    }
}
