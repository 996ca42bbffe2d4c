package org.centrala.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.centrala.platform.web.Problem;
import org.centrala.platform.web.ProblemWriter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says with each answer of the API how many more may be asked for, and refuses what is too much. */
final class RateLimitFilter extends OncePerRequestFilter {
    private final RateLimits limits;
    private final ProblemWriter problems;

    RateLimitFilter(RateLimits limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** What watches over the installation is not kept away from it. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var count = count(request);
        if (count.isPresent()) {
            var policy = '"' + count.get().policy().wire() + '"';
            var seconds = seconds(count.get().reset());
            response.setHeader(
                    "RateLimit-Policy", policy + ";q=" + count.get().limit() + ";w=" + RateLimits.WINDOW.toSeconds());
            response.setHeader("RateLimit", policy + ";r=" + count.get().left() + ";t=" + seconds);
            if (count.get().refused()) {
                problems.write(
                        response,
                        Problem.tooManyRequests(
                                "request.too_many",
                                "These are more than " + count.get().limit() + " requests in a minute.",
                                Duration.ofSeconds(seconds)));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<RateLimits.Count> count(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof ViewerAuthentication known)) {
            return limits.count(RateLimits.Policy.ADDRESS, Networks.subscriber(request.getRemoteAddr()));
        }
        return switch (known.proof()) {
            case ViewerAuthentication.Proof.Key key ->
                limits.count(RateLimits.Policy.KEY, key.id().toString());
            case ViewerAuthentication.Proof.Session ignored -> limits.count(RateLimits.Policy.PERSON, known.getName());
        };
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
