package org.centrala.platform.command;

import java.net.BindException;
import java.sql.SQLException;
import org.centrala.platform.Outage;
import org.centrala.platform.StartRefused;
import org.springframework.boot.web.server.PortInUseException;

/** Says in one line why the process ends, when the reason is known; the trace of the first cause only when it is not. */
public final class StartFailure {
    private StartFailure() {}

    /** Prints the reason and returns the exit code. */
    public static int explain(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case StartRefused refused -> {
                    return say(String.valueOf(refused.getMessage()));
                }
                case PortInUseException port -> {
                    return say("port " + port.getPort() + " is in use: choose another one with --http-port");
                }
                case BindException bind -> {
                    return say("a port cannot be used: " + bind.getMessage());
                }
                case SQLException sql
                when String.valueOf(sql.getSQLState()).matches("08.*|28.*|3D.*") -> {
                    return say("the database refuses: "
                            + String.valueOf(sql.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
                }
                default -> {}
            }
        }
        if (Outage.diskFull(failure)) {
            return say("the disk of the data directory or of the database is full: make room and start again");
        }
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        System.err.println("centrala: the start failed unexpectedly; please report this");
        root.printStackTrace();
        return 1;
    }

    private static int say(String line) {
        System.err.println("centrala: " + line);
        return 2;
    }
}
