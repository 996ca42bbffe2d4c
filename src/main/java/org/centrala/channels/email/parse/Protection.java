package org.centrala.channels.email.parse;

import org.jspecify.annotations.Nullable;

/**
 * That a mail is signed or encrypted, and what can be said of it. {@code signature} tells how the check came out; it says
 * whether the content is what the signer signed, {@code trusted} whether a known authority vouches for the signer.
 */
public record Protection(
        Kind kind,
        Format format,
        Signature signature,
        boolean trusted,
        @Nullable String signer) {
    /** Signed to be read by all, or encrypted to be read by few. */
    public enum Kind {
        SIGNED,
        ENCRYPTED
    }

    /** The two families. */
    public enum Format {
        SMIME,
        PGP
    }

    /** How the check of a signature came out. */
    public enum Signature {
        /** The content is what was signed, by the certificate of {@code signer}. */
        VALID,
        /** The content was changed after it was signed, or the signature does not fit. */
        INVALID,
        /** Not checked: a key that we do not have, or a form that we do not read. */
        UNCHECKED
    }

    static Protection unchecked(Kind kind, Format format) {
        return new Protection(kind, format, Signature.UNCHECKED, false, null);
    }
}
