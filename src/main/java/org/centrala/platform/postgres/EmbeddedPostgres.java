package org.centrala.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real, durable PostgreSQL in the data directory, that lives exactly as long as this process.
 *
 * <p>A small shell stands between: it starts PostgreSQL and waits on a pipe from this JVM. When the JVM ends, in
 * whatever way, the kernel closes the pipe and the shell asks PostgreSQL for a fast shutdown. Both are in a session of
 * their own, so that a Ctrl-C meant for the JVM does not reach them. When PostgreSQL dies instead, the shell ends, and
 * the supervisor here starts both again on the same port: a connection pool just reconnects.
 *
 * <p>The lock of the {@link DataDirectory} is ours when we come here, so a PostgreSQL that still runs on this
 * directory lost its owner: it is told to end and waited for.
 */
public final class EmbeddedPostgres implements DatabaseServer {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String NAME = PostgresCluster.NAME;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DISK_FULL = "No space left on device";

    private static final String WATCHER = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            ( read -r _ <&3; kill -INT $server ) &
            watcher=$!
            wait $server
            code=$?
            kill $watcher 2>/dev/null
            exit $code
            """;

    private final PostgresCluster cluster;
    private final PidFile pidFile;
    private final Map<String, String> options;
    private final int port;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private volatile @Nullable Process process;
    private volatile boolean ready;
    private volatile boolean closing;

    /** Starts the server, at the first time after making it, and returns when it takes connections. */
    public static EmbeddedPostgres start(DataDirectory directory) {
        return start(directory, Map.of());
    }

    /** The server that another process runs on this data directory, for commands that work beside it. */
    public static Optional<ExternalPostgres> runningIn(Path directory) {
        return PostgresCluster.runningIn(directory);
    }

    static EmbeddedPostgres start(DataDirectory directory, Map<String, String> options) {
        var postgres = new EmbeddedPostgres(directory, options);
        try {
            postgres.launch();
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
        postgres.createDatabase();
        Thread.ofVirtual().name("postgres-supervisor").start(postgres::supervise);
        return postgres;
    }

    private EmbeddedPostgres(DataDirectory directory, Map<String, String> more) {
        cluster = PostgresCluster.in(directory);
        pidFile = new PidFile(cluster.data());
        port = freePort();
        options = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("port", String.valueOf(port)),
                Map.entry("max_connections", "40"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("work_mem", "8MB"),
                Map.entry("maintenance_work_mem", "64MB"),
                Map.entry("random_page_cost", "1.1"),
                Map.entry("jit", "off"),
                Map.entry("io_method", "sync"),
                Map.entry("wal_compression", "pglz"),
                Map.entry("timezone", "UTC"),
                // Only what went wrong, never a statement or a value: those are customers' words.
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_checkpoints", "off"),
                Map.entry("log_line_prefix", "")));
        options.putAll(more);
    }

    @Override
    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    String jdbcUrl(String database) {
        return PostgresCluster.jdbcUrl(String.valueOf(port), database);
    }

    @Override
    public String user() {
        return NAME;
    }

    @Override
    public String password() {
        return cluster.password();
    }

    public int port() {
        return port;
    }

    public String version() {
        return cluster.binaries().version();
    }

    /** The process id of the server itself, or -1 while there is none. */
    public long pid() {
        return pidFile.read().map(PidFile.State::pid).orElse(-1L);
    }

    @Override
    public boolean healthy() {
        var current = process;
        return ready && current != null && current.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        ready = false;
        var current = process;
        if (current == null) {
            return;
        }
        try {
            current.getOutputStream().close();
            if (!current.waitFor(10, TimeUnit.SECONDS)) {
                log.warn("PostgreSQL does not end; it recovers at the next start");
                ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
                current.waitFor(2, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            log.debug("The pipe to PostgreSQL was closed already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the server and waits until it is ready; tries again while remains of an earlier one are in the way. */
    private void launch() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            endOrphan(deadline);
            spawn();
            if (awaitReady()) {
                ready = true;
                return;
            }
            pause(300);
        } while (System.nanoTime() < deadline && !closing && !lastWords().contains(DISK_FULL));
        throw new StartRefused("PostgreSQL does not start in " + cluster.data() + ": " + lastWords());
    }

    private void spawn() {
        var command = new ArrayList<String>(Superuser.ownSession());
        command.addAll(List.of("sh", "-c", WATCHER, "centrala-postgres"));
        command.addAll(cluster.prefix());
        command.addAll(List.of(
                cluster.binaries().program("postgres"), "-D", cluster.data().toString()));
        options.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        try {
            synchronized (lastLines) {
                lastLines.clear();
            }
            var started = new ProcessBuilder(command).redirectErrorStream(true).start();
            process = started;
            Thread.ofVirtual().name("postgres-log").start(() -> readLog(started));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run PostgreSQL", e);
        }
    }

    private boolean awaitReady() {
        var current = process;
        while (current != null && current.isAlive() && !closing) {
            // a stale file has the pid of another process
            if (pidFile.read()
                    .filter(state -> state.ready() && isChild(current, state.pid()))
                    .isPresent()) {
                return true;
            }
            pause(20);
        }
        return false;
    }

    private static boolean isChild(Process shell, long pid) {
        return shell.children().anyMatch(child -> child.pid() == pid);
    }

    private void supervise() {
        while (!closing) {
            try {
                var current = process;
                if (current != null) {
                    current.waitFor();
                }
                ready = false;
                if (closing) {
                    return;
                }
                log.error("PostgreSQL ended unexpectedly and is started again: {}", lastWords());
                launch();
                log.info("PostgreSQL is back on port {}", port);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("PostgreSQL could not be started again: {}", e.getMessage());
                pause(2000);
            }
        }
    }

    /** Ends a server that runs on our directory without us, and forgets one that is long dead. */
    private void endOrphan(long deadline) {
        var pid = pid();
        var orphan = ProcessHandle.of(pid).filter(this::servesOurData);
        if (orphan.isEmpty()) {
            // The pid may belong to a stranger by now, which PostgreSQL would take for a living server; and it does not
            // start on an empty file.
            pidFile.delete();
            return;
        }
        log.warn("Waiting for an orphaned PostgreSQL (process {}) to end", pid);
        signal("INT", pid);
        while (orphan.get().isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new StartRefused(
                        "a PostgreSQL (process " + pid + ") still runs on " + cluster.data() + " and does not end");
            }
            pause(50);
        }
    }

    private boolean servesOurData(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        var info = handle.info();
        return info.arguments()
                .map(arguments -> List.of(arguments).contains(cluster.data().toString()))
                .orElseGet(
                        () -> info.command().map(it -> it.endsWith("/postgres")).orElse(false));
    }

    private static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void createDatabase() {
        try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), NAME, password());
                var statement = connection.createStatement()) {
            var found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'");
            if (!found.next()) {
                statement.execute("create database " + NAME);
            }
        } catch (SQLException e) {
            close();
            throw new StartRefused("the embedded PostgreSQL refuses its own user: "
                    + PostgresCluster.lastLine(String.valueOf(e.getMessage())));
        }
    }

    private void readLog(Process source) {
        try (var reader = source.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > 20) {
                        lastLines.removeFirst();
                    }
                }
                if (line.startsWith("PANIC:") || line.startsWith("FATAL:") && !closing) {
                    log.warn("postgres: {}", line);
                } else {
                    log.debug("postgres: {}", line);
                }
            }
        } catch (IOException e) {
            log.debug("The log of PostgreSQL ended", e);
        }
    }

    private String lastWords() {
        synchronized (lastLines) {
            return lastLines.stream()
                    .filter(line -> line.startsWith("FATAL:") || line.startsWith("PANIC:"))
                    .reduce((first, second) -> second)
                    .orElseGet(() -> lastLines.isEmpty() ? "it said nothing" : lastLines.getLast());
        }
    }

    /** A port below the range from which systems take the ports of outgoing connections. */
    private static int freePort() {
        var random = new SecureRandom();
        for (var attempt = 0; attempt < 200; attempt++) {
            var candidate = 15_000 + random.nextInt(17_000);
            try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: try another one
            }
        }
        throw new StartRefused("no free loopback port for PostgreSQL");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
