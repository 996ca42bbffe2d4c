package org.centrala.channels.email.imap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.ServerProcess;
import org.jspecify.annotations.Nullable;

/** A Dovecot of our own on the loopback, with its mail in a directory of the test. Every user has the password "secret". */
final class Dovecot implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int NOBODY = 65534;

    private final Path directory;
    private final int port = ServerProcess.freePort();
    private final boolean root = "root".equals(System.getProperty("user.name"));
    private @Nullable Process process;

    Dovecot(Path directory) {
        this.directory = directory;
    }

    int port() {
        return port;
    }

    private static Path program() {
        for (var place : List.of("/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot")) {
            if (Files.isExecutable(Path.of(place))) {
                return Path.of(place);
            }
        }
        throw new AssertionError("These tests need Dovecot: ./centrala test installs it where it can"
                + " (Debian: apt-get install dovecot-imapd)");
    }

    void start() throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("mail"));
        own(directory.resolve("mail"));
        if (!Files.exists(directory.resolve("key.pem"))) {
            run(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=nobody.example",
                    "-keyout",
                    directory.resolve("key.pem").toString(),
                    "-out",
                    directory.resolve("cert.pem").toString());
        }
        var configuration = Files.writeString(directory.resolve("dovecot.conf"), configuration());
        process = new ProcessBuilder(program().toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("out").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.getInputStream().read() == '*';
            }
        });
    }

    private String configuration() {
        var user = System.getProperty("user.name");
        return """
                base_dir = %1$s/run
                state_dir = %1$s/state
                instance_name = centrala-test-%4$d
                log_path = %1$s/log
                protocols = imap
                listen = 127.0.0.1
                ssl = yes
                ssl_cert = <%1$s/cert.pem
                ssl_key = <%1$s/key.pem
                disable_plaintext_auth = no
                auth_mechanisms = plain login
                default_login_user = %2$s
                default_internal_user = %3$s
                mail_location = maildir:%1$s/mail/%%u
                mail_max_userip_connections = 50
                first_valid_uid = 0
                namespace inbox {
                  inbox = yes
                  mailbox Gesendetes {
                    special_use = \\Sent
                    auto = create
                  }
                }
                passdb {
                  driver = static
                  args = password=secret
                }
                userdb {
                  driver = static
                  args = uid=%5$s gid=%6$s home=%1$s/mail/%%u
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %7$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                service anvil {
                  chroot =
                }
                service stats {
                  chroot =
                }
                """.formatted(
                        directory,
                        root ? "dovenull" : user,
                        root ? "dovecot" : user,
                        NUMBER.incrementAndGet(),
                        root ? String.valueOf(NOBODY) : id("-u"),
                        root ? String.valueOf(NOBODY) : id("-g"),
                        port);
    }

    private static String id(String which) {
        try {
            var process = new ProcessBuilder("id", which).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command[0] + " failed: " + said);
        }
    }

    /** Kills it and all it has started, at once. */
    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            var children = running.descendants().toList();
            running.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            running.waitFor(10, TimeUnit.SECONDS);
            for (var child : children) {
                child.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    Path maildir(String user) {
        return directory.resolve("mail").resolve(user);
    }

    /** Lays a mail into a folder as a delivery agent does: whole, then renamed. */
    void deliver(String user, String folder, String mail) {
        try {
            var name = System.currentTimeMillis() / 1000 + ".M" + NUMBER.incrementAndGet() + "P1.test";
            var written = place(user, folder, "tmp", name, mail);
            Files.move(
                    written, written.getParent().resolveSibling("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lays a mail there that was read long ago. */
    void old(String user, String mail, Instant dated) {
        try {
            var name = dated.getEpochSecond() + ".M" + NUMBER.incrementAndGet() + "P1.test:2,S";
            Files.setLastModifiedTime(place(user, "INBOX", "cur", name, mail), FileTime.from(dated));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path place(String user, String folder, String part, String name, String mail) throws IOException {
        var maildir = folder.equals("INBOX") ? maildir(user) : maildir(user).resolve("." + folder);
        if (!Files.isDirectory(maildir.resolve(part))) {
            for (var each : List.of("", "cur", "new", "tmp")) {
                Files.createDirectories(maildir.resolve(each));
                own(maildir.resolve(each));
            }
        }
        var file = Files.writeString(maildir.resolve(part).resolve(name), mail);
        own(file);
        return file;
    }

    private void own(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** How many mails lie in a folder. */
    int count(String user, String folder) {
        var maildir = folder.equals("INBOX") ? maildir(user) : maildir(user).resolve("." + folder);
        return files(maildir.resolve("cur")) + files(maildir.resolve("new"));
    }

    private static int files(Path directory) {
        try (var files = Files.list(directory)) {
            return Math.toIntExact(files.count());
        } catch (IOException none) {
            return 0;
        }
    }

    /** Takes away all that is known of a folder's numbers: they will be given anew, under another validity. */
    void forgetNumbers(String user) throws IOException {
        try (var files = Files.list(maildir(user))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (Files.isRegularFile(file)
                        && name.startsWith("dovecot")
                        && !name.startsWith("dovecot-uidvalidity")) {
                    Files.delete(file);
                }
            }
        }
    }
}
