package org.centrala.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;

/**
 * The cookies of a browser that is signed in, and the CSRF token, which is derived from the session's token: it needs
 * no storage, changes with every sign-in, and cannot be planted by a neighbouring host that may set cookies.
 * Cookies are Secure when the browser came by https; on plain http in a LAN it would throw Secure ones away.
 */
@Component
class Cookies implements CsrfTokenRepository {
    static final String CSRF_HEADER = "X-XSRF-TOKEN";

    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final Duration DEVICE_KNOWN = Duration.ofDays(365);

    void signedIn(HttpServletRequest request, HttpServletResponse response, Sessions.Opened opened) {
        add(response, cookie(request, Browser.SESSION, opened.token(), Viewers.ABSOLUTE));
        add(response, cookie(request, Browser.DEVICE, opened.device(), DEVICE_KNOWN));
        addCsrf(request, response, opened.token());
    }

    void signedOut(HttpServletRequest request, HttpServletResponse response) {
        add(response, cookie(request, Browser.SESSION, "", Duration.ZERO));
        add(response, readable(request, "", Duration.ZERO));
    }

    /** The mark of a browser that is away at the identity provider; an empty one takes it away. */
    void away(HttpServletRequest request, HttpServletResponse response, String mark) {
        add(response, cookie(request, Browser.AWAY, mark, mark.isEmpty() ? Duration.ZERO : AWAY));
    }

    /** Gives the browser its CSRF token again when it lost it. */
    void renewCsrf(HttpServletRequest request, HttpServletResponse response, String session) {
        if (Browser.cookie(request, Browser.CSRF).filter(csrf(session)::equals).isEmpty()) {
            addCsrf(request, response, session);
        }
    }

    @Override
    public CsrfToken loadToken(HttpServletRequest request) {
        return token(Browser.cookie(request, Browser.SESSION).map(Cookies::csrf).orElseGet(Token::fresh));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return loadToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // derived, not saved
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(CSRF_HEADER, "_csrf", value);
    }

    private static void addCsrf(HttpServletRequest request, HttpServletResponse response, String session) {
        add(response, readable(request, csrf(session), Viewers.ABSOLUTE));
    }

    private static String csrf(String session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Token.hash(("csrf:" + session).getBytes(UTF_8)));
    }

    private static ResponseCookie readable(HttpServletRequest request, String value, Duration age) {
        return cookie(request, Browser.CSRF, value, age)
                .mutate()
                .httpOnly(false)
                .build();
    }

    private static ResponseCookie cookie(HttpServletRequest request, String name, String value, Duration age) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }

    private static void add(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
