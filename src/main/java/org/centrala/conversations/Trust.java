package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a message can be believed to come from who it says.
 *
 * @param spf result word of RFC 8601, as are {@code dkim}, {@code dmarc} and {@code arc}
 * @param domain the domain of the author that the verdict is about
 * @param relay the server of ours whose findings these are, when we did not check ourselves
 * @param warnings what an agent should know before believing or clicking
 */
public record Trust(
        String spf,
        String dkim,
        String dmarc,
        String arc,
        Verdict verdict,
        @Nullable String domain,
        @Nullable String relay,
        List<Warning> warnings) {

    /** Nobody looked, or there was nothing to look at. */
    public static final Trust NONE = new Trust("none", "none", "none", "none", Verdict.NONE, null, null, List.of());

    /** There was no time to look. */
    public static final Trust UNKNOWN =
            new Trust("temperror", "temperror", "temperror", "none", Verdict.TEMPERROR, null, null, List.of());

    /** What an agent may make of it. */
    public enum Verdict {
        /** Not looked at: it came from our own network. */
        NONE,
        /** The domain of the author says that it is theirs. */
        PASS,
        /** Nothing proves it, and nothing speaks against it. */
        NEUTRAL,
        /** The owner of the domain says that it is not theirs. */
        FAIL,
        /** It could not be looked at in time. */
        TEMPERROR;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something to beware of.
     *
     * @param kind {@code lookAlike}: the domain is made to look like this one; {@code ownName}: the name is one of ours, the
     *     address is not; {@code otherAddress}: the name shows another address; {@code link}: a link shows another address
     *     than this one that it leads to; {@code unscanned}: the antivirus has not looked at this file
     * @param what the domain, name, address or file
     */
    public record Warning(String kind, String what) {}

    public Trust {
        warnings = List.copyOf(warnings);
    }

    public Trust with(List<Warning> more) {
        return new Trust(spf, dkim, dmarc, arc, verdict, domain, relay, more);
    }

    /** Whether a machine may answer it: never what may be forged. */
    public boolean answerable() {
        return switch (verdict) {
            case NONE, PASS, NEUTRAL -> true;
            case FAIL, TEMPERROR -> false;
        };
    }
}
