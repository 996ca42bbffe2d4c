package org.centrala.channels.email.imap;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is fetched.
 *
 * @param connect how long a server may take to accept a connection
 * @param timeout how long a server may take to say the next thing
 * @param poll how often a mailbox is looked at when nobody tells of new mail, and IDLE is renewed
 * @param retry the pause after a first failure; it doubles with each further one
 * @param longestRetry the longest pause
 * @param importPerSecond older mails that are taken in at most, beside new ones
 * @param maximumSize bytes of one message; a larger one is left on the server and said so
 */
@ConfigurationProperties("centrala.imap")
public record ImapSettings(
        @DefaultValue("10s") Duration connect,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("1m") Duration poll,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("5m") Duration longestRetry,
        @DefaultValue("50") int importPerSecond,
        @DefaultValue("104857600") long maximumSize) {}
