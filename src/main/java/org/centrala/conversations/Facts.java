package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a message beside its words: how it is protected, the appointment it brings, and what of it could
 * not be read.
 *
 * @param warnings words such as {@code mail.cutOff} or {@code mail.tooSlow}
 */
public record Facts(
        @Nullable Protection protection, @Nullable Invitation invitation, List<String> warnings) {
    /** There is nothing to say. */
    public static final Facts NONE = new Facts(null, null, List.of());

    public Facts {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /**
     * That a message is signed or encrypted.
     *
     * @param trusted whether an authority that the platform knows vouches for the signer
     * @param signer the address in the certificate, else the name
     */
    @Schema(name = "Protection")
    public record Protection(
            Kind kind,
            Format format,
            Signature signature,
            boolean trusted,
            @Nullable String signer) {
        /** Signed to be read by all, or encrypted to be read by few. */
        public enum Kind {
            SIGNED,
            ENCRYPTED;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** The two families. */
        public enum Format {
            SMIME,
            PGP;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** How the check of a signature came out: {@code unchecked} when we have no key for it. */
        public enum Signature {
            VALID,
            INVALID,
            UNCHECKED;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * An appointment that a message brings.
     *
     * @param method REQUEST, REPLY, CANCEL or another word of RFC 5546
     * @param start a date when it takes whole days; with an offset; or without one when it is at that hour wherever one is
     * @param end the first moment, or day, that is not part of it
     * @param timeZone the zone in which whoever invites has named the times
     * @param recurrence the rule by which it comes again (RFC 5545)
     * @param sequence how often it was changed
     * @param answer what the person who replies says: ACCEPTED, DECLINED, TENTATIVE
     */
    @Schema(name = "Appointment")
    public record Invitation(
            String method,
            @Nullable String uid,
            String summary,
            String start,
            @Nullable String end,
            boolean allDay,
            @Nullable String timeZone,
            @Nullable String location,
            @Nullable Party organiser,
            @Nullable String recurrence,
            int sequence,
            @Nullable String answer) {}

    boolean isNone() {
        return equals(NONE);
    }

    boolean found(Redaction redaction) {
        return invitation != null
                && (redaction.finds(invitation.summary())
                        || redaction.finds(invitation.location())
                        || redaction.finds(invitation.uid()));
    }

    Facts without(Redaction redaction) {
        if (invitation == null) {
            return this;
        }
        return new Facts(
                protection,
                new Invitation(
                        invitation.method(),
                        redacted(redaction, invitation.uid()),
                        redaction.text(invitation.summary()),
                        invitation.start(),
                        invitation.end(),
                        invitation.allDay(),
                        invitation.timeZone(),
                        redacted(redaction, invitation.location()),
                        invitation.organiser(),
                        invitation.recurrence(),
                        invitation.sequence(),
                        invitation.answer()),
                warnings);
    }

    private static @Nullable String redacted(Redaction redaction, @Nullable String text) {
        return text == null ? null : redaction.text(text);
    }
}
