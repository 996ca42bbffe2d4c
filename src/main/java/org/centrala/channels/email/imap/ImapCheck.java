package org.centrala.channels.email.imap;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.centrala.channels.email.imap.ImapFailure.Kind;

/** Tries an account as far as opening its folder, and changes nothing there. */
public final class ImapCheck {
    private final ImapSettings settings;
    private final AccessTokens tokens;

    ImapCheck(ImapSettings settings, AccessTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** What a step found. */
    public enum Found {
        REACHED,
        ENCRYPTED,
        SIGNED_IN,
        OPENED,
        UNKNOWN_HOST,
        NO_CONNECTION,
        NO_ANSWER,
        TLS_FAILED,
        SIGN_IN_REFUSED,
        REASON
    }

    /**
     * One step of a trial and how it went.
     *
     * @param subject what was found out about: a server, a user, a folder, or the reason in words
     */
    public record Step(String step, boolean ok, Found found, String subject, String detail) {
        static Step good(String step, Found found, String subject) {
            return new Step(step, true, found, subject, subject);
        }
    }

    List<Step> check(ImapAccount account) {
        var steps = new ArrayList<Step>();
        try (var connection = ImapConnector.open(account, settings, socket -> {})) {
            steps.add(Step.good("connect", Found.REACHED, place(account)));
            if (connection.secured()) {
                steps.add(Step.good("tls", Found.ENCRYPTED, account.tls()));
            }
            signIn(account, connection);
            steps.add(Step.good("auth", Found.SIGNED_IN, account.username()));
            var opened = connection.select(account.folder(), true);
            steps.add(Step.good("folder", Found.OPENED, account.folder() + " (" + opened.messages() + ")"));
            if (account.sentFolder() == null) {
                connection.sentFolder().ifPresent(sent -> steps.add(Step.good("sent", Found.OPENED, sent)));
            } else if (!account.sentFolder().isEmpty()) {
                connection.status(account.sentFolder());
                steps.add(Step.good("sent", Found.OPENED, account.sentFolder()));
            }
        } catch (ImapFailure failure) {
            failed(account, steps, failure);
        }
        return steps;
    }

    private static String place(ImapAccount account) {
        return account.host() + ":" + account.port();
    }

    private void signIn(ImapAccount account, ImapConnection connection) throws ImapFailure {
        switch (account.secret()) {
            case ImapAccount.Secret.Password(var password) -> connection.signIn(password);
            case ImapAccount.Secret.OAuth2 grant ->
                connection.signInWithToken(tokens.of(account.mailbox(), grant, settings.timeout()));
            case ImapAccount.Secret.Unreadable() ->
                throw new ImapFailure(
                        Kind.OURS, "The password cannot be read with this installation's key: enter it again");
        }
    }

    private static void failed(ImapAccount account, List<Step> steps, ImapFailure failure) {
        var reason = String.valueOf(failure.getMessage());
        if (steps.isEmpty() && failure.kind() == Kind.TLS) {
            steps.add(Step.good("connect", Found.REACHED, place(account)));
            steps.add(new Step("tls", false, Found.TLS_FAILED, account.tls(), reason));
            return;
        }
        var reached = steps.stream().map(Step::step).toList();
        var next = !reached.contains("connect")
                ? "connect"
                : !reached.contains("auth") ? "auth" : !reached.contains("folder") ? "folder" : "sent";
        var found = found(failure);
        steps.add(new Step(
                next,
                false,
                found,
                switch (found) {
                    case UNKNOWN_HOST -> account.host();
                    case NO_CONNECTION, NO_ANSWER -> place(account);
                    case REACHED, ENCRYPTED, SIGNED_IN, OPENED, TLS_FAILED, SIGN_IN_REFUSED, REASON -> reason;
                },
                reason));
    }

    private static Found found(ImapFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE ->
                caused(failure, UnknownHostException.class)
                        ? Found.UNKNOWN_HOST
                        : caused(failure, ConnectException.class) ? Found.NO_CONNECTION : Found.NO_ANSWER;
            case SIGN_IN -> Found.SIGN_IN_REFUSED;
            case TLS -> Found.TLS_FAILED;
            case BROKEN, FOLDER, REFUSED, OURS -> Found.REASON;
        };
    }

    private static boolean caused(Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
