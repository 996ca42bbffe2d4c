package org.centrala.platform.command;

import java.time.Duration;

/**
 * Ends the JVM when an orderly stop takes too long, whatever still waits. Nothing is lost by it: what was acknowledged is
 * committed, and PostgreSQL ends in order when the pipe to it closes.
 */
public final class StopDeadline {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private StopDeadline() {}

    public static void arm() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> Thread.ofPlatform().daemon().name("stop-deadline").start(StopDeadline::await)));
    }

    private static void await() {
        try {
            Thread.sleep(PATIENCE);
            Runtime.getRuntime().halt(143);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
