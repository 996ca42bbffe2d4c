package org.centrala.channels.email.parse;

/** A mail of which no honest reading can be made; it is kept raw and quarantined with this reason. */
public class MailUnreadable extends RuntimeException {
    private final String code;

    public MailUnreadable(String code, String message) {
        super(message);
        this.code = code;
    }

    public MailUnreadable(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The code with what it means. */
    public String reason() {
        return code + ": " + getMessage();
    }

    /** A stable word for the reason, such as {@code mail.tooManyParts}. */
    public String code() {
        return code;
    }
}
