package org.centrala.channels.email.trust;

import org.centrala.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The antivirus that arriving files are shown to.
 *
 * @param clamd {@code host:port} of a ClamAV daemon; absent: files are not looked at
 * @param clamdAway what becomes of mail with files while it does not answer
 */
@ConfigurationProperties("centrala")
public record AntivirusSettings(
        @Nullable String clamd, @DefaultValue("wait") WhenAway clamdAway) {

    /** Mail waits until the daemon answers, or is let in with a mark that nobody looked. */
    public enum WhenAway {
        WAIT,
        DELIVER
    }

    public AntivirusSettings {
        clamd = clamd == null || clamd.isBlank() ? null : clamd.strip();
        if (clamd != null && !clamd.matches(".+:[0-9]{1,5}")) {
            throw new StartRefused("CENTRALA_CLAMD is " + clamd + ", but should be host:port");
        }
    }
}
