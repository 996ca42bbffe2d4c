package org.centrala.platform.command;

import org.centrala.platform.StartRefused;

/** The commands that are not the server. */
public final class Commands {
    private Commands() {}

    /** Runs one and returns the exit code. */
    public static int execute(Options options) {
        throw new StartRefused("there is no command '" + options.command() + "': see ./centrala help");
    }
}
