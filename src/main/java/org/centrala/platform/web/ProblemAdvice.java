package org.centrala.platform.web;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.centrala.platform.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The one place where what went wrong becomes an answer: RFC 9457 problems with stable codes. */
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final Map<Integer, String> CODES = Map.of(
            400, "request.malformed",
            404, "request.not_found",
            405, "request.method_not_allowed",
            406, "request.not_acceptable",
            413, "request.too_large",
            415, "request.unsupported_media_type");

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> problem(Problem problem) {
        return answer(problem, HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem(problem);
            }
        }
        return problem(
                switch (unreadable.getCause()) {
                    case UnrecognizedPropertyException unknown ->
                        Problem.invalid(path(unknown), "is not a known field");
                    case DatabindException wrong
                    when wrong.getCause() instanceof IllegalArgumentException reason ->
                        Problem.invalid(path(wrong), String.valueOf(reason.getMessage()));
                    case DatabindException wrong -> Problem.invalid(path(wrong), "is not of the right type");
                    case StreamReadException ignored ->
                        new Problem(HttpStatus.BAD_REQUEST, "request.malformed", "the body is not well-formed JSON");
                    case null, default ->
                        new Problem(HttpStatus.BAD_REQUEST, "request.malformed", "the body is missing or unreadable");
                });
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> missing(MissingServletRequestParameterException missing) {
        return problem(Problem.invalid(missing.getParameterName(), "is missing"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> missing(MissingRequestHeaderException missing) {
        return problem(Problem.invalid(missing.getHeaderName(), "is missing"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> mismatch(TypeMismatchException mismatch) {
        if (mismatch instanceof MethodArgumentTypeMismatchException argument
                && argument.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return problem(Problem.notFound("request.not_found", "there is nothing at this address"));
        }
        for (Throwable cause = mismatch.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem(problem);
            }
        }
        return problem(Problem.invalid(
                String.valueOf(
                        mismatch instanceof MethodArgumentTypeMismatchException argument
                                ? argument.getName()
                                : mismatch.getPropertyName()),
                "is not of the right type"));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, @Nullable Object>> database(Exception failed) {
        var state = sqlState(failed);
        if (state.equals("53100")) {
            return storageFull();
        }
        if (state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")
                || failed instanceof TransactionSystemException) {
            log.warn("The database cannot be reached: {}", failed.getMessage());
            return problem(Problem.unavailable("database.unavailable", "the database cannot be reached; try again"));
        }
        if (state.equals("22021")) {
            return problem(new Problem(
                    HttpStatus.BAD_REQUEST, "request.malformed", "the request holds characters that no text has"));
        }
        return unexpected(failed);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> files(UncheckedIOException failed) {
        return Outage.diskFull(failed) ? storageFull() : unexpected(failed);
    }

    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        log.debug("The caller went away: {}", gone.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, @Nullable Object>> any(Exception exception) throws Exception {
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException) {
            throw exception; // answered by the security chain
        }
        if (!(exception instanceof ErrorResponse response)) {
            return unexpected(exception);
        }
        var status = HttpStatus.valueOf(response.getStatusCode().value());
        if (status.is5xxServerError() && status != HttpStatus.SERVICE_UNAVAILABLE) {
            return unexpected(exception);
        }
        return answer(of(status), response.getHeaders());
    }

    /** The problem for a status that the framework chose. */
    static Problem of(HttpStatus status) {
        return new Problem(
                status,
                CODES.getOrDefault(
                        status.value(),
                        "request."
                                + status.getReasonPhrase()
                                        .toLowerCase(Locale.ROOT)
                                        .replace(' ', '_')),
                switch (status) {
                    case NOT_FOUND -> "there is nothing at this address";
                    case METHOD_NOT_ALLOWED -> "this address does not take this method";
                    case UNSUPPORTED_MEDIA_TYPE -> "this content type is not understood here";
                    case NOT_ACCEPTABLE -> "this address does not answer in an accepted content type";
                    case CONTENT_TOO_LARGE -> "the request is too large";
                    default -> status.getReasonPhrase();
                });
    }

    static Problem internal() {
        return new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "something went wrong here; the log has it by request id");
    }

    private ResponseEntity<Map<String, @Nullable Object>> storageFull() {
        log.error("The disk is full");
        return problem(
                new Problem(HttpStatus.INSUFFICIENT_STORAGE, "storage.full", "the disk is full; nothing was changed"));
    }

    private static ResponseEntity<Map<String, @Nullable Object>> unexpected(Exception exception) {
        log.error("Unexpected failure", exception);
        return answer(internal(), HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Map<String, @Nullable Object>> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .headers(own -> problem.retryAfter()
                        .ifPresent(wait -> own.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()))))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.body());
    }

    private static String path(DatabindException wrong) {
        var path = references(wrong).stream()
                .map(reference -> reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : reference.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty() ? "body" : path;
    }

    private static List<JacksonException.Reference> references(DatabindException wrong) {
        var path = wrong.getPath();
        return path == null ? List.of() : path;
    }

    private static String sqlState(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            if (cause instanceof SQLTransientConnectionException) {
                return "08001";
            }
        }
        return "";
    }
}
