package org.centrala.platform.command;

import java.time.Instant;
import java.util.List;

/**
 * The last entry of a backup: what is in it, in which state of the schema, and the checksum of every other entry.
 *
 * @param migration the newest migration that the database had
 */
record BackupManifest(
        int format,
        Instant createdAt,
        String migration,
        String postgres,
        List<Table> tables,
        List<Sequence> sequences,
        List<Entry> entries) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /** The rows of one table, as PostgreSQL's COPY writes them in its text form. */
    record Table(String name, List<String> columns, long rows) {
        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    record Sequence(String name, long value, boolean called) {}

    record Entry(String name, long size, String sha256) {}
}
