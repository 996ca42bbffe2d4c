package org.centrala.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The headers that make browsers strict. A controller that shows something else, such as the HTML of a mail in its
 * sandboxed frame, sets its own policy, which then stands.
 */
enum ResponseHeaders implements HeaderWriter {
    /** The workspace: its own scripts, styles and fonts, and nothing from anywhere else. */
    PAGES("default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
            + " img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self';"
            + " manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'"),
    /** The API: data, never a document. */
    API("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");

    private static final String CSP = "Content-Security-Policy";
    private static final String YEAR = "max-age=31536000";

    private final String policy;

    ResponseHeaders(String policy) {
        this.policy = policy;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(CSP)) {
            response.setHeader(CSP, policy);
            set(response, "X-Frame-Options", "DENY");
        }
        set(response, "X-Content-Type-Options", "nosniff");
        set(response, "Referrer-Policy", "same-origin");
        set(response, "Cross-Origin-Opener-Policy", "same-origin");
        set(response, "Cross-Origin-Resource-Policy", "same-origin");
        set(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (request.isSecure()) {
            set(response, "Strict-Transport-Security", YEAR);
        }
        if (this == API) {
            set(response, HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static void set(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
