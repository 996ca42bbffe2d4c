package org.centrala.platform;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.transaction.TransactionException;

/** Tells what passes by itself, a full disk or a database that is away, from what is wrong with the work at hand. */
public final class Outage {
    private Outage() {}

    /** Whether something failed because the disk is full, as PostgreSQL or the file system says it. */
    public static boolean diskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "53100".equals(sql.getSQLState())
                    || cause instanceof IOException io && saysDiskFull(String.valueOf(io.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the same work may succeed later: no room, no database, or a victim of a deadlock. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // A transaction that could neither be begun nor rolled back lost its connection, and hides why.
            if (cause instanceof TransactionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql
                            && String.valueOf(sql.getSQLState()).matches("(08|40|53|57P|58).*")) {
                return true;
            }
        }
        return diskFull(failure);
    }

    private static boolean saysDiskFull(String message) {
        return message.contains("No space left") || message.contains("Disk quota exceeded");
    }
}
