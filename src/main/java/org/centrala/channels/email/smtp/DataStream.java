package org.centrala.channels.email.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The octets between DATA and {@code CRLF.CRLF}: exactly those received, with the stuffed dots taken out again. Only the
 * full five octets end it; a dot between bare line feeds or carriage returns is text, so that nothing can be smuggled
 * behind a border that others see elsewhere. Reads in blocks and gives back what belongs to the next command.
 */
final class DataStream extends InputStream {
    private enum At {
        TEXT,
        CARRIAGE_RETURN,
        LINE_START,
        DOT,
        DOT_CARRIAGE_RETURN,
        END
    }

    private static final int BLOCK = 8192;

    private final InputStream in;
    private final long deadline;
    private final byte[] block = new byte[BLOCK];
    private final byte[] ready = new byte[BLOCK * 2];
    private int from;
    private int to;
    private long count;
    private At at = At.LINE_START;

    DataStream(InputStream in, long deadlineNanos) {
        if (!in.markSupported()) {
            throw new IllegalArgumentException("needs a stream that can give back");
        }
        this.in = in;
        this.deadline = deadlineNanos;
    }

    /** How many octets of the message have been read. */
    long count() {
        return count;
    }

    boolean ended() {
        return at == At.END && from == to;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(ready, from, target, offset, n);
        from += n;
        return n;
    }

    private boolean fill() throws IOException {
        while (from == to) {
            if (at == At.END) {
                return false;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("The message takes too long to arrive");
            }
            in.mark(BLOCK);
            int n = in.read(block, 0, BLOCK);
            if (n < 0) {
                throw new EOFException("The connection ended within a message");
            }
            from = 0;
            to = 0;
            int used = take(n);
            if (used < n) {
                in.reset();
                in.skipNBytes(used);
            }
            count += to;
        }
        return true;
    }

    /** Takes octets of the block until it or the message ends; says how many. */
    private int take(int n) {
        int out = 0;
        for (int i = 0; i < n; i++) {
            byte b = block[i];
            switch (at) {
                case TEXT -> {
                    ready[out++] = b;
                    at = b == '\r' ? At.CARRIAGE_RETURN : At.TEXT;
                }
                case CARRIAGE_RETURN -> {
                    ready[out++] = b;
                    at = b == '\n' ? At.LINE_START : b == '\r' ? At.CARRIAGE_RETURN : At.TEXT;
                }
                case LINE_START -> {
                    if (b == '.') {
                        at = At.DOT;
                    } else {
                        ready[out++] = b;
                        at = b == '\r' ? At.CARRIAGE_RETURN : At.TEXT;
                    }
                }
                case DOT -> {
                    if (b == '\r') {
                        at = At.DOT_CARRIAGE_RETURN;
                    } else {
                        ready[out++] = b;
                        at = At.TEXT;
                    }
                }
                case DOT_CARRIAGE_RETURN -> {
                    if (b == '\n') {
                        at = At.END;
                        to = out;
                        return i + 1;
                    }
                    ready[out++] = '\r';
                    ready[out++] = b;
                    at = b == '\r' ? At.CARRIAGE_RETURN : At.TEXT;
                }
                case END -> throw new IllegalStateException();
            }
        }
        to = out;
        return n;
    }
}
