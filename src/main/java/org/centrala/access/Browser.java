package org.centrala.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** What a browser tells about itself: where it is, what it is, and the cookies that we gave it. */
record Browser(String ip, String userAgent, Optional<String> session, Optional<String> device) {
    static final String SESSION = "centrala_session";
    static final String DEVICE = "centrala_device";
    static final String AWAY = "centrala_away";
    static final String CSRF = "XSRF-TOKEN";

    static Browser of(HttpServletRequest request) {
        var userAgent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Browser(
                request.getRemoteAddr(),
                userAgent == null ? "" : userAgent,
                cookie(request, SESSION),
                cookie(request, DEVICE));
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }
}
