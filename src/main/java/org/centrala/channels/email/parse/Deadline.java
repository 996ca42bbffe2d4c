package org.centrala.channels.email.parse;

/** Until when the reading of one mail must be over. */
final class Deadline {
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(long millis) {
        return new Deadline(System.nanoTime() + millis * 1_000_000);
    }

    boolean passed() {
        return System.nanoTime() - nanos > 0 || Thread.currentThread().isInterrupted();
    }

    void check() {
        if (passed()) {
            throw new MailUnreadable("mail.tooSlow", "The mail takes too long to read");
        }
    }
}
