package org.centrala.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;

/** PostgreSQL unpacked and its cluster made, once for a tree: a process that finds it in its data directory starts sooner. */
public final class PreparedPostgres {
    private PreparedPostgres() {}

    /** Lays it into a data directory that is not there yet. */
    public static void into(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        for (var name : new String[] {"postgres", "postgres.password"}) {
            var copying = new ProcessBuilder(
                            "cp", "-a", Prepared.DIRECTORY.resolve(name).toString(), directory.toString())
                    .inheritIO()
                    .start();
            if (copying.waitFor() != 0) {
                throw new IOException("cannot copy " + name + " to " + directory);
            }
        }
    }

    private static final class Prepared {
        /** Held, so that no other test run in the same tree changes it. */
        static final DataDirectory DIRECTORY = make();

        private static DataDirectory make() {
            for (var attempt = 1; ; attempt++) {
                try {
                    var directory = new DataDirectory(Path.of("target", "prepared-postgres-" + attempt));
                    PostgresCluster.in(directory);
                    return directory;
                } catch (StartRefused e) {
                    if (attempt == 9 || !e.getMessage().contains("in use")) {
                        throw e;
                    }
                }
            }
        }
    }
}
