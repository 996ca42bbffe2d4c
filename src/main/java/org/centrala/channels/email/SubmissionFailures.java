package org.centrala.channels.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.centrala.conversations.DeliveryDetail;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** Why a submission failed: for good or for now, and in words for whoever set the server up. */
final class SubmissionFailures {
    private static final Pattern CODE =
            Pattern.compile("(?<![0-9.])([245][0-9]{2})(?:[ -]+([245]\\.[0-9]{1,3}\\.[0-9]{1,3}))?(?=[ \\-]|$)");

    private SubmissionFailures() {}

    /** What became of a submission that failed, in whole or in part. */
    static Submission.Result result(MessagingException failure, Submission.Server server) {
        var detail = detail(failure, server);
        if (failure instanceof SendFailedException partly
                && partly.getValidSentAddresses() != null
                && partly.getValidSentAddresses().length > 0) {
            return new Submission.Result.Sent(detail);
        }
        return detail.hard() ? new Submission.Result.Refused(detail) : new Submission.Result.TryAgain(detail);
    }

    /** How far a trial came that ended in this failure. */
    static List<ServerCheck> checks(MessagingException failure, Submission.Server server) {
        var reason = said(failure, server);
        if (failure instanceof MailConnectException && !caused(failure, SSLException.class)) {
            var unknown = caused(failure, UnknownHostException.class);
            var finding = unknown
                    ? ServerCheck.Finding.UNKNOWN_HOST
                    : caused(failure, ConnectException.class)
                            ? ServerCheck.Finding.NO_CONNECTION
                            : ServerCheck.Finding.NO_ANSWER;
            return List.of(
                    new ServerCheck("connect", false, finding, unknown ? server.host() : server.toString(), reason));
        }
        var steps = new ArrayList<ServerCheck>();
        steps.add(ServerCheck.good("connect", ServerCheck.Finding.REACHED, server.toString()));
        boolean refused = failure instanceof AuthenticationFailedException;
        if (!server.tls().equals("none")) {
            if (!refused) {
                steps.add(new ServerCheck("tls", false, tlsFinding(failure), server.tls(), reason));
                return steps;
            }
            steps.add(ServerCheck.good("tls", ServerCheck.Finding.ENCRYPTED, server.tls()));
        }
        var finding = refused ? ServerCheck.Finding.SIGN_IN_REFUSED : ServerCheck.Finding.SERVER_SAID;
        steps.add(new ServerCheck("auth", false, finding, reason, reason));
        return steps;
    }

    private static ServerCheck.Finding tlsFinding(MessagingException failure) {
        if (withoutTls(failure)) {
            return ServerCheck.Finding.NOT_ENCRYPTED;
        }
        if (caused(failure, CertificateExpiredException.class)
                || caused(failure, CertificateNotYetValidException.class)) {
            return ServerCheck.Finding.CERTIFICATE_EXPIRED;
        }
        if (caused(failure, CertPathBuilderException.class)) {
            return ServerCheck.Finding.CERTIFICATE_UNTRUSTED;
        }
        return caused(failure, CertificateException.class)
                ? ServerCheck.Finding.CERTIFICATE_NAME
                : ServerCheck.Finding.TLS_FAILED;
    }

    private static DeliveryDetail detail(MessagingException failure, Submission.Server server) {
        Exception cause = failure;
        DeliveryDetail found = null;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            int code = cause instanceof SMTPAddressFailedException address
                    ? address.getReturnCode()
                    : cause instanceof SMTPSenderFailedException sender
                            ? sender.getReturnCode()
                            : cause instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
            if (code >= 400) {
                var better = new DeliveryDetail(
                        cause instanceof SMTPAddressFailedException
                                ? "recipient"
                                : cause instanceof SMTPSenderFailedException ? "sender" : "policy",
                        code >= 500,
                        line(cause.getMessage()),
                        code,
                        dsn(cause.getMessage()));
                // one recipient that may still be reached makes another try worth while
                if (found == null || found.hard() && !better.hard()) {
                    found = better;
                }
            }
            cause = cause instanceof MessagingException nested ? nested.getNextException() : null;
        }
        if (found != null) {
            return found;
        }
        var message = said(failure, server);
        if (failure instanceof AuthenticationFailedException) {
            var matcher = CODE.matcher(message);
            int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : 535;
            return new DeliveryDetail("authentication", code >= 500, message, code, dsn(message));
        }
        if (failure instanceof AddressException) {
            return new DeliveryDetail("recipient", true, message, null, null);
        }
        if (caused(failure, SSLException.class) || withoutTls(failure)) {
            return new DeliveryDetail("tls", false, message, null, null);
        }
        if (failure instanceof MailConnectException || caused(failure, IOException.class)) {
            return new DeliveryDetail("connection", false, message, null, null);
        }
        var matcher = CODE.matcher(message);
        if (matcher.find()) {
            int code = Integer.parseInt(matcher.group(1));
            return new DeliveryDetail("policy", code >= 500, message, code, dsn(message));
        }
        return new DeliveryDetail("connection", false, message, null, null);
    }

    /** Somebody between may have taken the offer out: it is not believed, and tried again later. */
    private static boolean withoutTls(MessagingException failure) {
        return String.valueOf(failure.getMessage()).contains("STARTTLS is required");
    }

    private static String tlsReason(MessagingException failure, Submission.Server server) {
        if (cause(failure, CertificateExpiredException.class) != null) {
            return "The certificate of " + server + " has expired";
        }
        if (cause(failure, CertificateNotYetValidException.class) != null) {
            return "The certificate of " + server + " is not valid yet: is the clock of this machine right?";
        }
        if (cause(failure, CertPathBuilderException.class) != null) {
            return "The certificate of " + server + " is issued by nobody whom this machine trusts";
        }
        var certificate = cause(failure, CertificateException.class);
        if (certificate != null) {
            return "The certificate of " + server + " is made out to another name: " + certificate.getMessage();
        }
        var tls = cause(failure, SSLException.class);
        return "No encrypted connection to " + server + ": " + (tls == null ? "" : tls.getMessage());
    }

    private static boolean caused(MessagingException failure, Class<? extends Throwable> type) {
        return cause(failure, type) != null;
    }

    private static <T extends Throwable> @Nullable T cause(MessagingException failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause() != null
                    ? cause.getCause()
                    : cause instanceof MessagingException nested ? nested.getNextException() : null;
        }
        return null;
    }

    /** The reason in words for whoever set the server up. */
    static String said(MessagingException failure, Submission.Server server) {
        if (withoutTls(failure)) {
            return line(server + " does not offer STARTTLS, without which nothing is sent to it");
        }
        if (caused(failure, SSLException.class)) {
            return line(tlsReason(failure, server));
        }
        if (failure instanceof MailConnectException unreached) {
            if (caused(failure, UnknownHostException.class)) {
                return line("There is no server with the name " + unreached.getHost());
            }
            var why = caused(failure, ConnectException.class)
                    ? " takes no connection on port "
                    : " does not answer on port ";
            return line(unreached.getHost() + why + unreached.getPort());
        }
        var next = failure.getNextException();
        var own = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return line(
                next == null || next.getMessage() == null || own.contains(next.getMessage())
                        ? own
                        : own + ": " + next.getMessage());
    }

    private static String line(@Nullable String text) {
        var line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return line.length() > 500 ? line.substring(0, 500) : line;
    }

    private static @Nullable String dsn(@Nullable String text) {
        var matcher = CODE.matcher(text == null ? "" : text);
        return matcher.find() ? matcher.group(2) : null;
    }
}
