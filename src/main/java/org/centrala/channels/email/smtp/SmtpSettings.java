package org.centrala.channels.email.smtp;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the SMTP listener and its certificate.
 *
 * @param certificate a PEM file with the certificate chain; with a key it makes the listener offer STARTTLS
 * @param key a PEM file with the private key
 * @param maximumSize bytes of one message
 * @param maximumConnections open at one time from everywhere
 * @param connectionsPerAddress open at one time from one address
 * @param recipients of one message
 * @param messagesPerSecond that one address may go on sending, after the burst
 * @param burst messages that one address may send at full speed
 * @param idle how long a connection may say nothing
 * @param longestData how long one message may take to arrive
 */
@ConfigurationProperties("centrala.smtp")
public record SmtpSettings(
        @Nullable Path certificate,
        @Nullable Path key,
        @DefaultValue("41943040") int maximumSize,
        @DefaultValue("500") int maximumConnections,
        @DefaultValue("100") int connectionsPerAddress,
        @DefaultValue("100") int recipients,
        @DefaultValue("200") int messagesPerSecond,
        @DefaultValue("30000") int burst,
        @DefaultValue("2m") Duration idle,
        @DefaultValue("10m") Duration longestData) {

    public SmtpSettings {
        if (certificate != null && certificate.toString().isBlank()) {
            certificate = null;
        }
        if (key != null && key.toString().isBlank()) {
            key = null;
        }
    }
}
