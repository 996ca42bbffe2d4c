package org.centrala.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.centrala.platform.web.Problem;
import org.centrala.platform.web.ProblemWriter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Recognises each request by its API key or its session cookie, never by both. */
final class AuthenticationFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_STRANGERS_BODY = 64 * 1024;

    /** What is open to whoever has to set up a second factor first. */
    private static final RequestMatcher ENROLMENT = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/api/v1/session"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/api/v1/me"),
            PathPatternRequestMatcher.pathPattern(HttpMethod.GET, "/api/v1/setup"),
            PathPatternRequestMatcher.pathPattern("/api/v1/me/second-factor/**"),
            PathPatternRequestMatcher.pathPattern("/api/v1/me/passkeys/**"));

    private final Viewers viewers;
    private final Cookies cookies;
    private final Origins origins;
    private final ProblemWriter problems;
    private final HandlerExceptionResolver failures;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    AuthenticationFilter(
            Viewers viewers,
            Cookies cookies,
            Origins origins,
            ProblemWriter problems,
            HandlerExceptionResolver failures) {
        this.viewers = viewers;
        this.cookies = cookies;
        this.origins = origins;
        this.problems = problems;
        this.failures = failures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ViewerAuthentication> known;
        try {
            var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            known = authorization == null ? bySession(request, response) : byKey(authorization);
        } catch (DataAccessException unavailable) {
            failures.resolveException(request, response, null, unavailable);
            return;
        }
        if (known.isPresent()
                && known.get().proof() instanceof ViewerAuthentication.Proof.Session
                && isSocket(request)
                && !origins.mayOpenSocket(request)) {
            problems.write(response, foreign());
            return;
        }
        if (known.isPresent()
                && known.get().proof() instanceof ViewerAuthentication.Proof.Session session
                && session.enrolling()
                && !ENROLMENT.matches(request)) {
            problems.write(
                    response,
                    Problem.forbidden("access.second_factor_needed", "Your role asks for a second factor: set it up."));
            return;
        }
        if (known.isEmpty() && isLarge(request)) {
            problems.write(
                    response,
                    new Problem(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "request.too_large",
                            "This is too much for a stranger to send."));
            return;
        }
        known.ifPresent(authentication -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(authentication);
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
        });
        chain.doFilter(request, response);
    }

    static Problem foreign() {
        return Problem.forbidden(
                "access.foreign_origin",
                "A page of another origin asked for this. Behind a proxy, set CENTRALA_PUBLIC_URL.");
    }

    private Optional<ViewerAuthentication> bySession(HttpServletRequest request, HttpServletResponse response) {
        var token = Browser.cookie(request, Browser.SESSION);
        var known = token.flatMap(session -> viewers.bySession(session, request.getRemoteAddr()));
        if (known.isPresent()) {
            cookies.renewCsrf(request, response, token.orElseThrow());
        }
        return known;
    }

    /** Headers arrive byte by byte, so a key of any characters is compared as the bytes that were sent. */
    private Optional<ViewerAuthentication> byKey(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? viewers.byKey(authorization.substring(SCHEME.length()).strip().getBytes(ISO_8859_1))
                : Optional.empty();
    }

    /** Before anybody is recognised little is read, so that a flood of long bodies fills no memory. */
    private static boolean isLarge(HttpServletRequest request) {
        return request.getContentLengthLong() > MAX_STRANGERS_BODY
                || request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static boolean isSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }
}
