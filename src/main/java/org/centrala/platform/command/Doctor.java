package org.centrala.platform.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ServiceLoader;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.Secrets;
import org.centrala.platform.StartRefused;
import org.centrala.platform.postgres.EmbeddedPostgres;
import org.centrala.platform.postgres.Migrations;

/** Looks at the machine and the installation, and says what is wrong and how to mend it. */
final class Doctor {
    private static final int JAVA = 25;

    private final Options options;
    private final CentralaSettings settings;
    private final Path directory;
    private boolean deep;
    private boolean ill;

    Doctor(Options options) {
        this.options = options;
        this.settings = options.settings();
        this.directory = settings.dataDir();
    }

    /** Looks, besides, at every row that names something in another module, and at every content. */
    int examineDeeply(PrintStream out) {
        deep = true;
        return examine(out);
    }

    /** Prints a line per finding and returns the exit code: 1 when something has to be mended. */
    int examine(PrintStream out) {
        java(out);
        var present = directory(out);
        disk(out);
        var running = present && isHeld();
        if (running) {
            server(out);
        } else {
            port(out, "HTTP", options.httpPort(), "--http-port");
            port(out, "SMTP", settings.smtpPort(), "--smtp-port");
        }
        database(out, present, running);
        out.println(ill ? "Something has to be mended." : "All is well.");
        return ill ? 1 : 0;
    }

    private void java(PrintStream out) {
        var version = Runtime.version();
        if (version.feature() < JAVA) {
            bad(out, "Java", version + " is too old", "install a JDK " + JAVA + " or newer");
        } else {
            good(out, "Java", version + " in " + System.getProperty("java.home"));
        }
    }

    private boolean directory(PrintStream out) {
        if (!Files.exists(directory)) {
            good(out, "Data", directory + " does not exist yet; the first start makes it");
            return false;
        }
        if (!Files.isWritable(directory)) {
            bad(out, "Data", directory + " cannot be written by this user", "give it to this user: chown -R");
            return false;
        }
        try {
            if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_READ)) {
                bad(out, "Data", directory + " can be read by everybody", "chmod 700 " + directory);
                return true;
            }
        } catch (IOException e) {
            bad(out, "Data", directory + ": " + e.getMessage(), "look at the file system");
            return false;
        }
        good(out, "Data", directory.toString());
        return true;
    }

    private void disk(PrintStream out) {
        try {
            var free = Files.getFileStore(Options.nearest(directory)).getUsableSpace();
            if (free < settings.minimumFreeSpace()) {
                bad(
                        out,
                        "Disk",
                        (free >> 20) + " MB free: new mail is refused with 452",
                        "free at least " + (settings.minimumFreeSpace() >> 20) + " MB; nothing was lost");
            } else {
                good(out, "Disk", (free >> 20) + " MB free");
            }
        } catch (IOException e) {
            bad(out, "Disk", String.valueOf(e.getMessage()), "look at the file system");
        }
    }

    private boolean isHeld() {
        try (var ignored = new DataDirectory(directory)) {
            return false;
        } catch (StartRefused e) {
            return true;
        }
    }

    private void server(PrintStream out) {
        var address = "http://" + (settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind()) + ":"
                + options.httpPort() + "/health";
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(15))
                    .build();
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                good(out, "Server", "running, " + address + " answers 200");
            } else {
                bad(out, "Server", "running, but " + address + " answers " + status, "its log says why");
            }
        } catch (IOException e) {
            bad(
                    out,
                    "Server",
                    "a process holds " + directory + ", but " + address + " does not answer",
                    "give the --http-port that it was started with, or look at its log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void port(PrintStream out, String name, int port, String flag) {
        var complaint = Options.inUse(settings.bind(), port);
        if (complaint == null) {
            good(out, name, "port " + port + " on " + settings.bind() + " is free");
        } else {
            bad(
                    out,
                    name,
                    "port " + port + " on " + settings.bind() + ": " + complaint,
                    "choose another one with " + flag);
        }
    }

    private void database(PrintStream out, boolean present, boolean running) {
        if (settings.databaseUrl() == null && !(present && Files.exists(directory.resolve("postgres")))) {
            good(out, "Database", "the first start makes an embedded PostgreSQL");
            return;
        }
        if (settings.databaseUrl() == null
                && running
                && EmbeddedPostgres.runningIn(directory).isEmpty()) {
            bad(
                    out,
                    "Database",
                    "PostgreSQL is not running",
                    "the server starts it again within seconds; its log says why not");
            return;
        }
        if (!present) {
            good(out, "Database", "is looked at by the first start");
            return;
        }
        try (var installation = Installation.existing(settings)) {
            good(
                    out,
                    "Database",
                    "PostgreSQL answers; schema " + Migrations.version(installation.database())
                            + (settings.databaseUrl() == null ? ", embedded" : ", external"));
            if (Files.exists(directory.resolve("secret.key"))) {
                new Secrets(installation.directory());
                good(out, "Secrets", "the key is there");
            } else {
                bad(
                        out,
                        "Secrets",
                        "secret.key is missing",
                        "put back the one from your backup: passwords of mailboxes need it");
            }
            for (var check : ServiceLoader.load(DoctorCheck.class)) {
                check.examine(installation.database()).forEach(finding -> told(out, finding));
            }
            if (deep) {
                references(out, installation);
            }
        } catch (StartRefused e) {
            bad(out, "Database", String.valueOf(e.getMessage()), "mend that and run doctor again");
        }
    }

    private void references(PrintStream out, Installation installation) {
        var checked = References.check(installation.database(), directory);
        for (var orphan : checked.orphans()) {
            bad(out, "Rows", orphan, "restore a backup, or report this with the version");
        }
        if (checked.orphans().isEmpty()) {
            good(out, "Rows", checked.references() + " kinds of references, none leads to nothing");
        }
        good(
                out,
                "Files",
                checked.contents() + " contents, " + checked.unnamed() + " named by no row (swept after a day)");
    }

    /** What is no fault of this machine, so that it makes nobody ill. */
    private static void told(PrintStream out, DoctorCheck.Finding finding) {
        if (finding.mend().isEmpty()) {
            good(out, finding.what(), finding.detail());
        } else {
            out.printf("hint %-9s %s%n     %-9s see:  %s%n", finding.what(), finding.detail(), "", finding.mend());
        }
    }

    private static void good(PrintStream out, String what, String finding) {
        out.printf("ok   %-9s %s%n", what, finding);
    }

    private void bad(PrintStream out, String what, String finding, String mend) {
        ill = true;
        out.printf("BAD  %-9s %s%n     %-9s mend: %s%n", what, finding, "", mend);
    }
}
