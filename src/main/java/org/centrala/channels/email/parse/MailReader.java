package org.centrala.channels.email.parse;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail to what is shown of it, within five seconds: on a thread of its own, whose work is given up when they are
 * spent. What is given up is taken in degraded, as text and as the whole mail attached, and says so in its warnings.
 */
public final class MailReader {
    /** The mail, its new part without quoted history, and its HTML made safe. */
    public record Reading(
            ParsedMail mail, String visible, @Nullable String html) {}

    private static final long LONGEST_NANOS = 5_000_000_000L;
    /** On a machine with much else to do the clock runs on while the work stands still. */
    private static final long LONGEST_CLOCK_NANOS = 20_000_000_000L;

    private static final ExecutorService READERS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("mail-reader-", 0).factory());

    private final MailParser parser = new MailParser();
    private final HtmlSanitizer sanitizer = new HtmlSanitizer();

    public Reading read(byte[] raw) {
        var work = new Work(raw);
        var future = READERS.submit(work::run);
        long started = System.nanoTime();
        while (true) {
            try {
                return future.get(Math.min(LONGEST_NANOS, 1_000_000_000L), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillAtWork) {
                if (work.cpu() > LONGEST_NANOS || System.nanoTime() - started > LONGEST_CLOCK_NANOS) {
                    return givenUp(future, work);
                }
            } catch (InterruptedException ended) {
                future.cancel(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a mail was read", ended);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException wrong) {
                    throw wrong;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private static Reading givenUp(Future<Reading> future, Work work) {
        future.cancel(true);
        var parsed = work.parsed;
        if (parsed == null) {
            return plain(MailParser.degraded(work.raw, "mail.tooSlow"));
        }
        return plain(withoutHtml(parsed, "mail.tooSlow"));
    }

    private static Reading plain(ParsedMail mail) {
        return new Reading(mail, mail.text(), null);
    }

    private static ParsedMail withoutHtml(ParsedMail mail, String warning) {
        var attachments = new ArrayList<>(mail.attachments());
        if (mail.html() != null) {
            attachments.add(new MailAttachment(
                    "message.html", "text/html", null, false, mail.html().getBytes(StandardCharsets.UTF_8)));
        }
        var warnings = new ArrayList<>(mail.warnings());
        warnings.add(warning);
        return mail.with(null, attachments, warnings);
    }

    /** One reading; what it has finished so far is seen from outside. */
    private final class Work {
        private final byte[] raw;
        private volatile @Nullable ParsedMail parsed;
        private volatile long thread = -1;

        Work(byte[] raw) {
            this.raw = raw;
        }

        long cpu() {
            long id = thread;
            return id < 0 ? 0 : ManagementFactory.getThreadMXBean().getThreadCpuTime(id) - before;
        }

        private volatile long before;

        Reading run() {
            before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            thread = Thread.currentThread().threadId();
            var mail = parsed();
            parsed = mail;
            try {
                return new Reading(
                        mail, VisibleReply.of(mail), mail.html() == null ? null : sanitizer.sanitize(mail.html()));
            } catch (RuntimeException | StackOverflowError beyond) {
                return plain(withoutHtml(mail, "mail.malformed"));
            }
        }

        private ParsedMail parsed() {
            try {
                return parser.parse(raw);
            } catch (MailUnreadable unreadable) {
                if (!unreadable.code().equals("mail.tooSlow")
                        && !unreadable.code().equals("mail.malformed")) {
                    throw unreadable;
                }
                return MailParser.degraded(raw, unreadable.code());
            } catch (StackOverflowError deep) {
                return MailParser.degraded(raw, "mail.malformed");
            }
        }
    }
}
