package org.centrala.platform.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a request was refused: a status and a stable code, answered as an RFC 9457 problem. */
public class Problem extends RuntimeException {
    private final HttpStatus status;
    private final String code;
    private final Map<String, @Nullable Object> extra;
    private @Nullable Duration retryAfter;

    /** One field that was wrong. */
    public record FieldError(String field, String message) {}

    public Problem(HttpStatus status, String code, String detail, Map<String, ? extends @Nullable Object> extra) {
        super(detail);
        this.status = status;
        this.code = code;
        this.extra = new LinkedHashMap<>(extra);
    }

    public Problem(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    public static Problem notFound(String code, String detail) {
        return new Problem(HttpStatus.NOT_FOUND, code, detail);
    }

    public static Problem unauthenticated(String code, String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, code, detail);
    }

    public static Problem forbidden(String code, String detail) {
        return new Problem(HttpStatus.FORBIDDEN, code, detail);
    }

    public static Problem conflict(String code, String detail) {
        return new Problem(HttpStatus.CONFLICT, code, detail);
    }

    public static Problem conflict(String code, String detail, Map<String, ? extends @Nullable Object> extra) {
        return new Problem(HttpStatus.CONFLICT, code, detail, extra);
    }

    public static Problem gone(String code, String detail) {
        return new Problem(HttpStatus.GONE, code, detail);
    }

    public static Problem preconditionFailed(
            String code, String detail, Map<String, ? extends @Nullable Object> extra) {
        return new Problem(HttpStatus.PRECONDITION_FAILED, code, detail, extra);
    }

    /** Refuses for a while: the wait becomes the {@code Retry-After} header. */
    public static Problem tooManyRequests(String code, String detail, Duration wait) {
        var problem = new Problem(HttpStatus.TOO_MANY_REQUESTS, code, detail);
        problem.retryAfter = wait;
        return problem;
    }

    /** Says when to try again: it becomes the {@code Retry-After} header. */
    Problem retryIn(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public static Problem unavailable(String code, String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** One or more fields are wrong: code {@code validation.failed}, each field in {@code errors}. */
    public static Problem invalid(List<FieldError> errors) {
        var lines = new ArrayList<String>();
        errors.forEach(error -> lines.add(error.field() + ": " + error.message()));
        return new Problem(
                HttpStatus.BAD_REQUEST, "validation.failed", String.join("; ", lines), Map.of("errors", errors));
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The problem as JSON fields, in the order of RFC 9457 and then our own. */
    public Map<String, @Nullable Object> body() {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("type", "about:blank");
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", detail());
        body.put("code", code);
        var requestId = RequestId.current();
        if (requestId != null) {
            body.put("requestId", requestId);
        }
        body.putAll(extra);
        return body;
    }
}
