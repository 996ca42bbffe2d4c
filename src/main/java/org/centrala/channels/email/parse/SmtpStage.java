package org.centrala.channels.email.parse;

import java.util.Locale;

/**
 * At which command of the SMTP session a server refused, as the reporting servers word it. "User unknown" at RCPT is
 * about the address; the same words after DATA come from something that looked at the message.
 */
enum SmtpStage {
    CONNECT,
    MAIL,
    RECIPIENT,
    DATA,
    UNKNOWN;

    private static final String[] AT_CONNECT = Words.list("""
            in reply to ehlo | in reply to helo | in reply to banner | in reply to initial | after initial connection
            after ehlo | after helo | while performing the initial | but greeting failed | but my name was rejected
            state 11 | state 12 | >>> ehlo | >>> helo | while performing the helo | after connect
            """);

    private static final String[] AT_MAIL = Words.list("""
            in reply to mail | for mail from command | after mail from | after sender | does not like sender | after mail command
            state 13 | >>> mail | did not like our mail | but sender was rejected | in response to mail
            """);

    private static final String[] AT_RECIPIENT = Words.list("""
            in reply to rcpt | for rcpt to command | after rcpt to | after rcpt command | does not like recipient | state 14 | state 15
            >>> rcpt | did not like our rcpt | in response to rcpt | in response to the rcpt
            following rcpt | rcpt to generated | error after rcpt | rejected recipient | sent rcpt to
            smtp server has rejected address | while sending rcpt | recipient was rejected | rcpt failed
            """);

    private static final String[] AT_DATA = Words.list("""
            in reply to data | for data command | in reply to end of data | after data | after end of data | after end of message
            after pipelined data | after sending data | failed after i sent the message | state 16 | state 17
            state 18 | smtp command data | >>> data | did not like our data | did not like our message | in response to data
            end of data | following data | following end of
            """);

    /** The earliest that is named, since what follows a refusal in a transcript is only its consequence. */
    static SmtpStage in(String text) {
        var lower = Text.line(Text.cut(text, 4000)).toLowerCase(Locale.ROOT);
        var found = UNKNOWN;
        int nearest = Integer.MAX_VALUE;
        for (var stage : values()) {
            for (var phrase : stage.phrases()) {
                int at = lower.indexOf(phrase);
                if (at >= 0 && at < nearest) {
                    nearest = at;
                    found = stage;
                }
            }
        }
        return found;
    }

    private String[] phrases() {
        return switch (this) {
            case CONNECT -> AT_CONNECT;
            case MAIL -> AT_MAIL;
            case RECIPIENT -> AT_RECIPIENT;
            case DATA -> AT_DATA;
            case UNKNOWN -> NONE;
        };
    }

    private static final String[] NONE = {};
}
