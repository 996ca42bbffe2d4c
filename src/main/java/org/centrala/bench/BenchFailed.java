package org.centrala.bench;

/** Ends a run whose numbers would mean nothing. */
final class BenchFailed extends RuntimeException {
    BenchFailed(String message) {
        super(message);
    }

    BenchFailed(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
