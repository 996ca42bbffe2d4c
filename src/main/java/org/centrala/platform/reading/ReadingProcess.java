package org.centrala.platform.reading;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * The process that reads files, one after the other, and ends with whoever started it. A file that keeps its thread busy
 * for longer than it may ends the process, whether or not anybody is left to do that from outside.
 */
public final class ReadingProcess {
    static final int TOO_SLOW = 71;
    /** What stands before an answer: words, words that were cut, or the place of a reason behind these two. */
    static final int WORDS = 0;

    static final int CUT = 1;
    static final int REASONS = 2;

    /** How often the watch looks at the processor's time that the file has taken. */
    private static final long LOOK_MILLIS = 100;

    private ReadingProcess() {}

    /** @param arguments how many milliseconds of the processor a file may take, and how many characters are kept */
    public static void main(String[] arguments) throws IOException {
        var answers = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        URL.setURLStreamHandlerFactory(protocol -> switch (protocol) {
            case "file", "jar", "jrt" -> null;
            default -> throw new IllegalStateException("nothing is fetched");
        });
        var watch = new Watch(Thread.currentThread().threadId(), Long.parseLong(arguments[0]) * 1_000_000);
        var watching = new Thread(watch, "watch");
        watching.setDaemon(true);
        watching.start();
        serve(new DataInputStream(new BufferedInputStream(System.in)), answers, Integer.parseInt(arguments[1]), watch);
    }

    private static void serve(DataInputStream questions, DataOutputStream answers, int most, Watch watch)
            throws IOException {
        while (true) {
            String name;
            try {
                name = questions.readUTF();
            } catch (EOFException over) {
                return;
            }
            var file = questions.readNBytes(questions.readInt());
            watch.begin();
            var text = FileReading.read(name, file, most);
            watch.end();
            switch (text) {
                case FileText.Words words -> {
                    var bytes = words.text().getBytes(StandardCharsets.UTF_8);
                    answers.writeByte(words.cut() ? CUT : WORDS);
                    answers.writeInt(bytes.length);
                    answers.write(bytes);
                }
                case FileText.Unreadable unreadable ->
                    answers.writeByte(REASONS + unreadable.reason().ordinal());
            }
            answers.flush();
        }
    }

    /** Ends the process when the thread that reads has had the processor for too long with one file. */
    private static final class Watch implements Runnable {
        private final long thread;
        private final long most;
        private volatile long until = Long.MAX_VALUE;

        Watch(long thread, long most) {
            this.thread = thread;
            this.most = most;
        }

        void begin() {
            until = used() + most;
        }

        void end() {
            until = Long.MAX_VALUE;
        }

        private long used() {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
        }

        @Override
        public void run() {
            while (true) {
                if (used() > until) {
                    Runtime.getRuntime().halt(TOO_SLOW);
                }
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
    }
}
