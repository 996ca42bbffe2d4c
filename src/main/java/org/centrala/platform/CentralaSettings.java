package org.centrala.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one process, from options of the launcher and environment variables.
 *
 * @param dataDir where the process keeps everything that is not in a database elsewhere
 * @param bind the address that the HTTP and the SMTP listener bind to
 * @param smtpPort the port of the SMTP listener; 0 takes any free one
 * @param publicUrl how browsers reach this installation, without a slash at the end
 * @param trustedProxies addresses or networks (CIDR) whose X-Forwarded headers are believed
 * @param databaseUrl {@code postgresql://user:password@host:port/name} or a JDBC address; absent: embedded
 * @param bootstrapToken an API key with the owner's rights, created at the first start
 * @param undoSend how long a reply waits before it is sent, so that its author can undo it
 * @param minimumFreeSpace bytes that must be free in the data directory before new mail is accepted
 * @param metrics who may read the metrics
 * @param demo whether the demo shop is set up
 */
@ConfigurationProperties("centrala")
public record CentralaSettings(
        @DefaultValue("data") Path dataDir,
        @DefaultValue("127.0.0.1") String bind,
        @DefaultValue("2525") int smtpPort,
        @Nullable URI publicUrl,
        @DefaultValue List<String> trustedProxies,
        @Nullable String databaseUrl,
        @Nullable String bootstrapToken,
        @DefaultValue("10s") Duration undoSend,
        @DefaultValue("209715200") long minimumFreeSpace,
        @DefaultValue("key") Metrics metrics,
        @DefaultValue("false") boolean demo) {

    /** Who may read the metrics: whoever has the right to, or also everybody on this machine. */
    public enum Metrics {
        KEY,
        LOCAL
    }

    public CentralaSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        trustedProxies = List.copyOf(trustedProxies);
        databaseUrl = blankToNull(databaseUrl);
        bootstrapToken = blankToNull(bootstrapToken);
        publicUrl = publicUrl == null || publicUrl.toString().isBlank() ? null : withoutSlash(publicUrl);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static URI withoutSlash(URI url) {
        var text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}
