package org.centrala.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.centrala.platform.StartRefused;

/** PostgreSQL refuses to run as root: here are the ways around, tried in turn. */
final class Superuser {
    private static final String NOBODY = "65534";

    private Superuser() {}

    /** What to put before a program of PostgreSQL, empty for an ordinary user. */
    static List<String> prefix(Path dataDirectory, Path root) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (runs(List.of("unshare", "-U", "true"))) {
            return List.of("unshare", "-U");
        }
        var nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
        openWay(dataDirectory);
        own(nobody, root);
        if (runs(concat(nobody, List.of("test", "-w", root.toString())))) {
            return nobody;
        }
        throw new StartRefused("PostgreSQL does not run as root and neither unshare -U nor setpriv helps in " + root
                + ": start Centrala as an ordinary user");
    }

    /** Gives a file or directory to the user that the prefix runs as. */
    static void own(List<String> prefix, Path path) {
        if (!prefix.isEmpty() && prefix.getFirst().equals("setpriv")) {
            runs(List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString()));
        }
    }

    /** What puts a program into a session of its own, out of the reach of the terminal's Ctrl-C. */
    static List<String> ownSession() {
        return Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"))
                ? List.of("setsid")
                : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");
    }

    private static void openWay(Path dataDirectory) {
        try {
            var permissions = PosixFilePermissions.fromString("rwx------");
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(dataDirectory, permissions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean runs(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
