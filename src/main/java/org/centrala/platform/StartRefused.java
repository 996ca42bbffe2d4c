package org.centrala.platform;

/** Why the process does not start, in one line that says what to change. */
public final class StartRefused extends RuntimeException {
    public StartRefused(String line) {
        super(line);
    }
}
