package org.centrala.bench;

/**
 * Counts the messages that have become visible, by following the event log over the API: an event has its place there
 * only after what it tells of is committed. A few requests serve hundreds of messages, so that looking costs little.
 */
final class Arrivals {
    private static final int PAGE = 200;
    private static final int PAUSE_MILLIS = 100;

    private final Api api;
    private long position;
    private int messages;

    Arrivals(Api api) {
        this.api = api;
    }

    /** The position up to which it has followed. */
    long position() {
        return position;
    }

    /** Returns when so many messages have arrived since the last call. */
    void await(int count) throws InterruptedException {
        var wanted = messages + count;
        var last = System.nanoTime();
        while (messages < wanted) {
            Deadline.check("waiting for " + (wanted - messages) + " messages to become visible");
            var before = messages;
            if (!readPage()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            if (messages > before) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > 30_000_000_000L) {
                throw new BenchFailed((wanted - messages) + " of " + count + " messages did not become visible");
            }
        }
        if (messages > wanted) {
            throw new BenchFailed((messages - wanted) + " more messages became visible than were sent");
        }
    }

    /** Returns whether there is more to read at once. */
    private boolean readPage() {
        var page = api.get("/events?after=" + position + "&limit=" + PAGE);
        for (var event : page.get("items")) {
            if (event.get("kind").asString().equals("message.received")) {
                messages++;
            }
        }
        position = page.get("next").asLong();
        return page.get("items").size() == PAGE;
    }
}
