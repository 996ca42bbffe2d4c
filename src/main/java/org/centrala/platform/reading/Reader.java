package org.centrala.platform.reading;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.centrala.platform.reading.FileText.Reason;
import org.centrala.platform.reading.FileText.Unreadable;
import org.centrala.platform.reading.FileText.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running {@link ReadingProcess}, from outside. */
final class Reader implements AutoCloseable {
    private static final int LONGEST_NAME = 300;
    private static final int BYTES_PER_CHARACTER = 4;
    private static final Logger log = LoggerFactory.getLogger(Reader.class);

    /** What the system offers to keep a process small: behind all others, and without a network. */
    private static final List<String> MODEST = works(List.of("nice", "-n", "19"));

    private static final List<String> OFFLINE = works(List.of("unshare", "--user", "--map-root-user", "--net"));

    /**
     * How much one file may cost.
     *
     * @param processor how long it may keep a processor busy
     * @param wall how long it may take, on a machine that has much to do
     * @param characters how many are kept
     */
    record Limits(Duration processor, Duration wall, int characters) {}

    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;
    private final Limits limits;

    Reader(Path directory, Limits limits) throws IOException {
        var command = new ArrayList<>(OFFLINE);
        command.addAll(MODEST);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx160m",
                "-Xss1m",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ActiveProcessorCount=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-Duser.home=" + directory,
                "-Dpdfbox.fontcache=" + directory,
                // No name is looked up, and what has an address goes nowhere.
                "-Djdk.net.hosts.file=/dev/null",
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=1",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                ReadingProcess.class.getName(),
                Long.toString(limits.processor().toMillis()),
                Integer.toString(limits.characters())));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectError(Redirect.DISCARD);
        // Passwords may stand in it.
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("LANG"));
        this.process = builder.start();
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.limits = limits;
    }

    private static List<String> works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            var trial = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0) {
                return prefix;
            }
            trial.destroyForcibly();
        } catch (IOException absent) {
            log.debug("Not on this system: {}", prefix.getFirst());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /** The words of a file; when it broke the process, this one is of no more use. */
    FileText read(String fileName, byte[] file) {
        var late = new AtomicBoolean();
        var killer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(limits.wall()); // the longest that a file may take: ended when it is done in time
                late.set(true);
                process.destroyForcibly();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            questions.writeUTF(fileName.substring(0, Math.min(fileName.length(), LONGEST_NAME)));
            questions.writeInt(file.length);
            questions.write(file);
            questions.flush();
            var answer = answers.readUnsignedByte();
            if (answer >= ReadingProcess.REASONS) {
                return new Unreadable(Reason.values()[answer - ReadingProcess.REASONS]);
            }
            var length = answers.readInt();
            if (length < 0 || length > limits.characters() * BYTES_PER_CHARACTER) {
                throw new IOException("an answer of another length than was asked for");
            }
            var bytes = answers.readNBytes(length);
            return new Words(new String(bytes, StandardCharsets.UTF_8), answer == ReadingProcess.CUT);
        } catch (IOException | IndexOutOfBoundsException broken) {
            return new Unreadable(late.get() || endedSlow() ? Reason.TOO_SLOW : Reason.CRASHED);
        } finally {
            killer.interrupt();
        }
    }

    private boolean endedSlow() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == ReadingProcess.TOO_SLOW;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
