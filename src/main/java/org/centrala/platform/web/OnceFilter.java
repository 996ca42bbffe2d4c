package org.centrala.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.platform.Secrets;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does a write that comes with an {@code Idempotency-Key} once. The write and its answer are kept by one transaction: a
 * process that dies has done both or neither. What was refused has changed nothing, is not kept, and may be tried again.
 */
@Component
@ConditionalOnWebApplication
class OnceFilter extends OncePerRequestFilter {
    static final Duration KEPT_FOR = Duration.ofHours(24);
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int MOST_BYTES = 40 * 1024 * 1024;
    private static final int SWEEP_EVERY = 200;

    private final KeptAnswers answers;
    private final TransactionTemplate transaction;
    private final RequestMappingHandlerMapping handlers;
    private final HandlerExceptionResolver failures;
    private final ProblemWriter problems;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicInteger kept = new AtomicInteger();

    OnceFilter(
            KeptAnswers answers,
            TransactionTemplate transaction,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures,
            ProblemWriter problems,
            Secrets secrets,
            JsonMapper json,
            Clock clock) {
        this.answers = answers;
        this.transaction = transaction;
        this.handlers = handlers;
        this.failures = failures;
        this.problems = problems;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(IdempotencyKey.HEADER) == null || !WRITES.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var once = once(request);
        if (once.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var caller = Caller.current();
            if (once.get().keeping() == Once.Keeping.NOTHING || caller.isEmpty()) {
                throw new Problem(
                        HttpStatus.BAD_REQUEST,
                        "idempotency.not_taken",
                        "This takes no " + IdempotencyKey.HEADER + ": send it without.");
            }
            var key = IdempotencyKey.read(Objects.requireNonNull(request.getHeader(IdempotencyKey.HEADER)));
            var write = new Write(caller.get(), key, once.get(), new BufferedRequest(request, MOST_BYTES));
            done(write, response, chain);
        } catch (Problem refused) {
            problems.write(response, refused);
        }
    }

    /** How the method that answers takes keys, by default by keeping its answer. */
    private record Way(Once.Keeping keeping, Set<String> apartFrom) {}

    private record Write(Caller caller, String key, Way way, BufferedRequest request) {}

    private Optional<Way> once(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            var handler = handlers.getHandler(request);
            return handler != null && handler.getHandler() instanceof HandlerMethod method
                    ? Optional.of(way(method))
                    : Optional.empty();
        } catch (Exception refused) {
            return Optional.empty(); // the same refusal is met, and told, further on
        } finally {
            ServletRequestPathUtils.clearParsedRequestPath(request);
        }
    }

    private static Way way(HandlerMethod method) {
        var once = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Once.class);
        return once == null ? new Way(Once.Keeping.ANSWER, Set.of()) : new Way(once.value(), Set.of(once.apartFrom()));
    }

    private void done(Write write, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        try {
            transaction.executeWithoutResult(status -> {
                try {
                    inTransaction(write, answer, chain, status);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (ServletException e) {
                    throw new Unserved(e);
                }
            });
        } catch (DataAccessException | TransactionException failed) {
            answer.resetBuffer();
            failures.resolveException(write.request(), answer, null, failed);
        } catch (Unserved unserved) {
            throw unserved.cause;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        answer.copyBodyToResponse();
        if (kept.incrementAndGet() % SWEEP_EVERY == 0) {
            answers.deleteExpired(clock.instant());
        }
    }

    private void inTransaction(
            Write write, ContentCachingResponseWrapper answer, FilterChain chain, TransactionStatus status)
            throws ServletException, IOException {
        var name = write.caller().callerName();
        if (!answers.lock(name, write.key())) {
            throw Problem.conflict(
                            "idempotency.in_progress", "A request with this key is being worked on. Try again soon.")
                    .retryIn(Duration.ofSeconds(1));
        }
        var fingerprint = fingerprint(write);
        var rights =
                secrets.hmac("idempotency.rights", write.caller().callerRights().getBytes(UTF_8));
        var before = answers.find(name, write.key(), clock.instant());
        if (before.isPresent()) {
            replay(before.get(), fingerprint, rights, answer);
            return;
        }
        chain.doFilter(write.request(), answer);
        if (answer.getStatus() / 100 != 2) {
            status.setRollbackOnly();
            return;
        }
        if (status.isRollbackOnly()) { // a part was refused and answered for, and takes the rest with it
            throw Problem.conflict(
                    "idempotency.not_whole",
                    "A part of this was refused, so nothing was changed. Send it without " + IdempotencyKey.HEADER
                            + " to have the rest done.");
        }
        var secret = write.way().keeping() == Once.Keeping.DEED;
        answers.keep(
                name,
                write.key(),
                new KeptAnswers.Kept(
                        fingerprint,
                        rights,
                        answer.getStatus(),
                        answer.getContentType(),
                        answer.getHeader(HttpHeaders.ETAG),
                        secret ? null : answer.getContentAsByteArray()),
                clock.instant().plus(KEPT_FOR));
    }

    private static void replay(
            KeptAnswers.Kept before, byte[] fingerprint, byte[] rights, ContentCachingResponseWrapper answer)
            throws IOException {
        if (!MessageDigest.isEqual(before.fingerprint(), fingerprint)) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency.mismatch",
                    "This " + IdempotencyKey.HEADER + " was used for another request.");
        }
        var body = before.body();
        if (body == null || !MessageDigest.isEqual(before.rights(), rights)) {
            throw Problem.conflict("idempotency.done", "This was done before; what was answered is not kept.");
        }
        answer.setStatus(before.status());
        answer.setHeader(REPLAYED, "true");
        if (before.etag() != null) {
            answer.setHeader(HttpHeaders.ETAG, before.etag());
        }
        if (before.contentType() != null) {
            answer.setContentType(before.contentType());
        }
        answer.getOutputStream().write(body);
    }

    /** Keyed, since a request may hold a password that is short enough to be guessed. */
    private byte[] fingerprint(Write write) throws IOException {
        var request = write.request();
        var content = new ByteArrayOutputStream();
        var query = request.getQueryString();
        content.writeBytes(
                (request.getMethod() + " " + request.getRequestURI() + "?" + (query == null ? "" : query) + "\n")
                        .getBytes(UTF_8));
        content.writeBytes(compared(request.body(), write.way().apartFrom()));
        return secrets.hmac("idempotency", content.toByteArray());
    }

    private byte[] compared(byte[] body, Set<String> apartFrom) {
        if (!apartFrom.isEmpty()) {
            try {
                if (json.readTree(body) instanceof ObjectNode fields) {
                    return json.writeValueAsBytes(fields.remove(apartFrom));
                }
            } catch (JacksonException malformed) {
                return body; // refused by the controller, and so not kept
            }
        }
        return body;
    }

    private static final class Unserved extends RuntimeException {
        private final ServletException cause;

        Unserved(ServletException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
