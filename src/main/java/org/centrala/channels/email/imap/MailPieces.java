package org.centrala.channels.email.imap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A large mail, read piece by piece. */
final class MailPieces extends InputStream {
    static final int SIZE = 256 * 1024;

    /** Gives the bytes from a place on; fewer than {@link #SIZE} mean that it was the last piece. */
    interface Source {
        byte[] from(long place) throws ImapFailure;
    }

    private final Source source;
    private InputStream piece = InputStream.nullInputStream();
    private long at;
    private boolean ended;

    MailPieces(Source source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            int read = piece.read(target, offset, length);
            if (read > 0 || length == 0) {
                return read;
            }
            if (ended) {
                return -1;
            }
            next();
        }
    }

    private void next() throws IOException {
        try {
            var bytes = source.from(at);
            at += bytes.length;
            ended = bytes.length < SIZE;
            piece = new ByteArrayInputStream(bytes);
        } catch (ImapFailure failure) {
            throw new IOException(failure);
        }
    }
}
