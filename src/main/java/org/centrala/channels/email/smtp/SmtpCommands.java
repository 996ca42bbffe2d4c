package org.centrala.channels.email.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.centrala.channels.email.smtp.MailDoor.Recipient;
import org.centrala.platform.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** The commands that differ from the library's: EHLO, MAIL, RCPT, DATA, and a BDAT that says no. */
final class SmtpCommands {
    private static final Logger log = LoggerFactory.getLogger(SmtpCommands.class);
    private static final int LONGEST_ADDRESS = 320;

    private SmtpCommands() {}

    static List<BaseCommand> all(MailDoor door, SmtpSettings settings, Predicate<Session> mayStart) {
        return List.of(
                new Ehlo(settings),
                new Mail(settings, door, mayStart),
                new Rcpt(settings, door),
                new Data(settings, door),
                new Bdat());
    }

    private static final class Ehlo extends BaseCommand {
        private final SmtpSettings settings;

        Ehlo(SmtpSettings settings) {
            super("EHLO", "Introduce yourself.", "<hostname>");
            this.settings = settings;
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            var words = getArgs(line);
            session.resetMailTransaction();
            session.setHelo(words.length < 2 ? "" : words[1]);
            var server = session.getServer();
            session.sendResponse("250-" + server.getHostName()
                    + "\r\n250-PIPELINING"
                    + "\r\n250-SIZE " + settings.maximumSize()
                    + "\r\n250-8BITMIME"
                    + (server.getEnableTLS() && !session.isTLSStarted() ? "\r\n250-STARTTLS" : "")
                    + "\r\n250 SMTPUTF8");
        }
    }

    private static final class Mail extends BaseCommand {
        private final SmtpSettings settings;
        private final MailDoor door;
        private final Predicate<Session> mayStart;

        Mail(SmtpSettings settings, MailDoor door, Predicate<Session> mayStart) {
            super("MAIL", "Specifies the sender.", "FROM: <sender> [ <parameters> ]");
            this.settings = settings;
            this.door = door;
            this.mayStart = mayStart;
        }

        @Override
        public void execute(String line, Session session) throws IOException {
            var path = Path.of(getArgPredicate(line), "FROM:");
            if (path == null || path.address.length() > LONGEST_ADDRESS) {
                session.sendResponse("501 5.5.4 Syntax: MAIL FROM:<address>");
            } else if (session.isMailTransactionInProgress()) {
                session.sendResponse("503 5.5.1 Sender already specified");
            } else if (path.size() > settings.maximumSize()) {
                session.sendResponse(
                        "552 5.3.4 Message size exceeds the limit of " + settings.maximumSize() + " bytes");
            } else if (door.full()) {
                session.sendResponse("452 4.3.1 Insufficient system storage");
            } else if (door.away()) {
                session.sendResponse("451 4.3.0 Try again later");
            } else if (!mayStart.test(session)) {
                session.sendResponse("451 4.7.1 Too many messages from your address, try again later");
            } else {
                session.startMailTransaction();
                ((Reception) session.getMessageHandler()).from(path.address);
                session.sendResponse("250 2.1.0 Ok");
            }
        }
    }

    private static final class Rcpt extends BaseCommand {
        private final SmtpSettings settings;
        private final MailDoor door;

        Rcpt(SmtpSettings settings, MailDoor door) {
            super("RCPT", "Specifies the recipient.", "TO: <recipient> [ <parameters> ]");
            this.settings = settings;
            this.door = door;
        }

        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            if (!session.isMailTransactionInProgress()) {
                session.sendResponse("503 5.5.1 Need MAIL command");
                return;
            }
            var path = Path.of(getArgPredicate(line), "TO:");
            if (path == null || path.address.isEmpty() || path.address.length() > LONGEST_ADDRESS) {
                session.sendResponse("501 5.5.4 Syntax: RCPT TO:<address>");
            } else if (session.getRecipientCount() >= settings.recipients()) {
                session.sendResponse("452 4.5.3 Too many recipients");
            } else {
                session.sendResponse(decide(path.address, session));
            }
        }

        private String decide(String address, Session session) {
            try {
                var mailbox = door.mailbox(address);
                if (mailbox.isEmpty()) {
                    return "550 5.1.1 No such mailbox here";
                }
                ((Reception) session.getMessageHandler()).add(new Recipient(mailbox.get(), address));
                session.addRecipient(address);
                return "250 2.1.5 Ok";
            } catch (RuntimeException unavailable) {
                log.warn("No recipient can be looked up: {}", unavailable.toString());
                return "451 4.3.0 Try again later";
            }
        }
    }

    private static final class Data extends BaseCommand {
        private final SmtpSettings settings;
        private final MailDoor door;

        Data(SmtpSettings settings, MailDoor door) {
            super("DATA", "Following text is collected as the message.\nEnd data with <CR><LF>.<CR><LF>");
            this.settings = settings;
            this.door = door;
        }

        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            if (!session.isMailTransactionInProgress()) {
                session.sendResponse("503 5.5.1 Need MAIL command");
                return;
            }
            var reception = (Reception) session.getMessageHandler();
            if (reception.recipients().isEmpty()) {
                session.sendResponse("554 5.5.1 No valid recipients");
                return;
            }
            session.sendResponse("354 End data with <CR><LF>.<CR><LF>");
            var stream = new DataStream(
                    session.getRawInput(),
                    System.nanoTime() + settings.longestData().toNanos());
            var answer = keep(sender(reception, session), reception.recipients(), stream);
            drain(stream);
            session.sendResponse(answer);
            session.resetMailTransaction();
        }

        private static MailDoor.Sender sender(Reception reception, Session session) {
            var client = session.getRealRemoteAddress().getAddress();
            return new MailDoor.Sender(
                    reception.sender(),
                    client == null ? null : client.getHostAddress(),
                    session.getHelo().orElse(""));
        }

        private String keep(MailDoor.Sender sender, List<Recipient> recipients, DataStream stream) throws IOException {
            try {
                if (door.full()) {
                    return "452 4.3.1 Insufficient system storage";
                }
                door.keep(sender, recipients, new Limited(stream, settings.maximumSize()));
                return "250 2.0.0 Ok";
            } catch (TooLarge large) {
                return "552 5.3.4 Message size exceeds the limit of " + settings.maximumSize() + " bytes";
            } catch (IOException | RuntimeException failure) {
                if (!stream.ended() && failure instanceof IOException && !Outage.diskFull(failure)) {
                    throw (IOException) failure;
                }
                if (caused(failure, TooLarge.class)) {
                    return "552 5.3.4 Message size exceeds the limit of " + settings.maximumSize() + " bytes";
                }
                log.warn("A message could not be kept, the sender will try again: {}", failure.toString());
                return Outage.diskFull(failure) ? "452 4.3.1 Insufficient system storage" : "451 4.3.0 Try again later";
            }
        }

        private static boolean caused(Throwable failure, Class<?> type) {
            for (var cause = failure; cause != null; cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
            return false;
        }

        /** What is refused must still be read, up to a measure: then the connection ends. */
        private void drain(DataStream stream) throws IOException, DropConnectionException {
            var waste = new byte[8192];
            long most = stream.count() + settings.maximumSize();
            while (stream.read(waste) >= 0) {
                if (stream.count() > most) {
                    throw new DropConnectionException(552, "5.3.4 Message size exceeds the limit");
                }
            }
        }
    }

    private static final class Bdat extends BaseCommand {
        Bdat() {
            super("BDAT", "Not offered.");
        }

        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            // its octets follow unasked: to go on would read them as commands
            throw new DropConnectionException(502, "5.5.1 Command not implemented");
        }
    }

    /** An address in angle brackets, or bare as some write it, with what follows. */
    private record Path(String address, String parameters) {
        static @Nullable Path of(String arguments, String keyword) {
            if (!arguments.regionMatches(true, 0, keyword, 0, keyword.length())) {
                return null;
            }
            var rest = arguments.substring(keyword.length()).strip();
            if (!rest.startsWith("<")) {
                int blank = rest.indexOf(' ');
                var address = blank < 0 ? rest : rest.substring(0, blank);
                return address.isEmpty() || address.indexOf('<') >= 0
                        ? null
                        : new Path(address, blank < 0 ? "" : rest.substring(blank));
            }
            int end = 1;
            boolean quoted = false;
            while (end < rest.length() && (quoted || rest.charAt(end) != '>')) {
                char c = rest.charAt(end);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\\' && quoted) {
                    end++;
                }
                end++;
            }
            if (end >= rest.length()) {
                return null;
            }
            var address = rest.substring(1, end).strip();
            int route = address.startsWith("@") ? address.indexOf(':') : -1;
            return new Path(address.substring(route + 1), rest.substring(end + 1));
        }

        long size() {
            var upper = parameters.toUpperCase(Locale.ROOT);
            int at = upper.indexOf(" SIZE=");
            if (at < 0) {
                return 0;
            }
            int end = at + 6;
            while (end < upper.length() && Character.isDigit(upper.charAt(end))) {
                end++;
            }
            var digits = upper.substring(at + 6, end);
            return digits.isEmpty() ? 0 : digits.length() > 15 ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }

    /** Ends the reading of a message that is larger than allowed. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("larger than allowed");
        }
    }

    private static final class Limited extends java.io.FilterInputStream {
        private long left;

        Limited(DataStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            return b < 0 ? b : counted(1, b);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            return n < 0 ? n : counted(n, n);
        }

        private int counted(int n, int result) throws TooLarge {
            left -= n;
            if (left < 0) {
                throw new TooLarge();
            }
            return result;
        }

        @Override
        public void close() {
            // the session goes on
        }
    }
}
