package org.centrala.platform.reading;

import java.io.IOException;
import java.io.Writer;

/** Words as they are found in a file, up to a number of characters: with single spaces, and without what steers a screen. */
final class Collected extends Writer {
    private final int most;
    private final StringBuilder text = new StringBuilder();
    private boolean cut;
    private int gap;

    Collected(int most) {
        this.most = most;
    }

    /** Nobody needs more of this file. */
    static final class Enough extends IOException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    @Override
    public void write(char[] characters, int from, int length) throws Enough {
        for (int at = from; at < from + length; at++) {
            add(characters[at]);
        }
    }

    @Override
    public void write(int character) throws Enough {
        add((char) character);
    }

    private void add(char character) throws Enough {
        if (character == '\n' || character == '\r' || character == '\f') {
            gap = 2;
        } else if (character <= ' ' || character == 0xa0 || Character.isISOControl(character)) {
            gap = Math.max(gap, 1);
        } else if (!unseen(character)) {
            if (text.length() + 1 >= most) {
                cut = true;
                throw new Enough();
            }
            if (gap > 0 && !text.isEmpty()) {
                text.append(gap == 2 ? '\n' : ' ');
            }
            gap = 0;
            text.append(character);
        }
    }

    /** Marks of direction and width, soft hyphens and the like: they hide words from whoever looks for them. */
    private static boolean unseen(char character) {
        return Character.getType(character) == Character.FORMAT || character == 0xfffe || character == 0xffff;
    }

    boolean cut() {
        return cut;
    }

    String text() {
        var last = text.length() - 1;
        return last >= 0 && Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
