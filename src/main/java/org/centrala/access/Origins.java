package org.centrala.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.centrala.platform.CentralaSettings;
import org.springframework.stereotype.Component;

/** Tells our own pages from pages of others, by headers that a browser sets and no page can change. */
@Component
class Origins {
    private final CentralaSettings settings;

    Origins(CentralaSettings settings) {
        this.settings = settings;
    }

    /** Whether the browser says that a page of another site made this request. */
    boolean isForeign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /**
     * Whether a WebSocket may be opened with the browser's cookie. Browsers let any page open one anywhere and send
     * the cookie along, so the origin must be the host that was asked, or the configured public address.
     */
    boolean mayOpenSocket(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null) {
            return !isForeign(request);
        }
        var host = request.getHeader("Host");
        return !isForeign(request)
                && (host != null && host.equalsIgnoreCase(authority(origin))
                        || settings.publicUrl() != null
                                && authority(settings.publicUrl().toString()).equalsIgnoreCase(authority(origin)));
    }

    private static String authority(String origin) {
        try {
            var authority = new URI(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
