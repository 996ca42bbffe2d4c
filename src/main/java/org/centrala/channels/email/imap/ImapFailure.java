package org.centrala.channels.email.imap;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.Response;
import org.jspecify.annotations.Nullable;

/** Why mail cannot be fetched now, in words for whoever has to mend it. */
final class ImapFailure extends Exception {
    /** What kind of trouble it is. */
    enum Kind {
        /** The server is not there: worth a look now and then whether it is back. */
        UNREACHABLE,
        /** The conversation with it broke, or it went silent. */
        BROKEN,
        TLS,
        SIGN_IN,
        FOLDER,
        /** It said no to what should work. */
        REFUSED,
        /** It is our own trouble: no disk, no key. */
        OURS
    }

    private static final int LONGEST = 400;

    private final Kind kind;

    ImapFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    ImapFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(line(message), cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether somebody has to do something, so that waiting does not help. */
    boolean needsSomebody() {
        return switch (kind) {
            case SIGN_IN, FOLDER, TLS, OURS -> true;
            case UNREACHABLE, BROKEN, REFUSED -> false;
        };
    }

    static ImapFailure of(IOException failure, String host, int port, boolean connected) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return new ImapFailure(Kind.UNREACHABLE, "There is no server with the name " + host, failure);
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return new ImapFailure(Kind.UNREACHABLE, host + " takes no connection on port " + port, failure);
            }
            if (cause instanceof SocketTimeoutException) {
                return connected
                        ? new ImapFailure(Kind.BROKEN, host + " went silent", failure)
                        : new ImapFailure(Kind.UNREACHABLE, host + " does not answer on port " + port, failure);
            }
            if (cause instanceof SSLException) {
                return new ImapFailure(
                        Kind.TLS, "No secure connection to " + host + ":" + port + ": " + cause.getMessage(), failure);
            }
        }
        return failure instanceof EOFException
                ? new ImapFailure(Kind.BROKEN, host + " closed the connection", failure)
                : new ImapFailure(
                        Kind.BROKEN, "The connection to " + host + " broke: " + failure.getMessage(), failure);
    }

    /** What a server answered in the end, when that was not OK. */
    static ImapFailure of(Response last, Kind kind, String what, String host, int port) {
        if (last.isBYE()) {
            if (last.getException() instanceof IOException broken) {
                return of(broken, host, port, true);
            }
            return new ImapFailure(Kind.BROKEN, host + " ended the connection: " + said(last));
        }
        return new ImapFailure(kind, what + ": " + said(last));
    }

    /** The human part of an answer. */
    static String said(Response response) {
        response.reset();
        var rest = response.getRest();
        return rest == null || rest.isBlank() ? "no reason given" : rest.strip();
    }

    private static String line(@Nullable String text) {
        var line = text == null ? "" : text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
