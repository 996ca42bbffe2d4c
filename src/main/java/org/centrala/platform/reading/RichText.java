package org.centrala.platform.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Set;

/** The words of RTF: its letters, those written as numbers included, without what is said about fonts, pictures and the like. */
final class RichText {
    private static final Set<String> UNREAD = Set.of(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "info",
            "pict",
            "object",
            "themedata",
            "datastore",
            "listtable",
            "listoverridetable",
            "rsidtbl",
            "generator",
            "xmlnstbl",
            "latentstyles",
            "fldinst",
            "filetbl",
            "revtbl",
            "colorschememapping",
            "blipuid",
            "bkmkstart",
            "bkmkend");
    private static final Set<String> BREAKS = Set.of("par", "line", "row", "sect", "page");
    private static final int DEEPEST = 500;

    private final byte[] file;
    private final Collected into;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final ArrayDeque<Group> outer = new ArrayDeque<>();
    private Charset charset = Charset.forName("windows-1250");
    private Group group = new Group(false, 1);
    private int at;
    private int skip;

    private record Group(boolean unread, int replacement) {}

    RichText(byte[] file, Collected into) {
        this.file = file;
        this.into = into;
    }

    void read() throws IOException {
        while (at < file.length) {
            var c = (char) (file[at++] & 0xff);
            switch (c) {
                case '{' -> {
                    write();
                    if (outer.size() > DEEPEST) {
                        throw new IOException("groups in groups without an end");
                    }
                    outer.push(group);
                    skip = 0;
                }
                case '}' -> {
                    write();
                    group = outer.isEmpty() ? group : outer.pop();
                    skip = 0;
                }
                case '\\' -> control();
                case '\r', '\n' -> {}
                default -> letter(c);
            }
        }
        write();
    }

    private void control() throws IOException {
        if (at >= file.length) {
            return;
        }
        var c = (char) (file[at] & 0xff);
        if (c == '\'') {
            at++;
            var byteValue = hex() * 16 + hex();
            letter(Math.max(0, byteValue));
        } else if (c >= 'a' && c <= 'z') {
            word();
        } else {
            at++;
            switch (c) {
                case '*' -> group = new Group(true, group.replacement());
                case '~' -> letter(' ');
                case '\\', '{', '}' -> letter(c);
                case '\r', '\n' -> text("\n");
                default -> {}
            }
        }
    }

    private int hex() {
        return at < file.length ? Character.digit(file[at++] & 0xff, 16) : 0;
    }

    private void word() throws IOException {
        var from = at;
        while (at < file.length && file[at] >= 'a' && file[at] <= 'z'
                || at < file.length && file[at] >= 'A' && file[at] <= 'Z') {
            at++;
        }
        var word = new String(file, from, at - from, StandardCharsets.US_ASCII);
        boolean negative = at < file.length && file[at] == '-';
        from = negative ? at + 1 : at;
        at = from;
        long number = 0;
        while (at < file.length && at - from < 10 && file[at] >= '0' && file[at] <= '9') {
            number = number * 10 + file[at++] - '0';
        }
        if (at < file.length && file[at] == ' ') {
            at++;
        }
        does(word, (int) Math.min(Integer.MAX_VALUE, negative ? -number : number));
    }

    private void does(String word, int number) throws IOException {
        if (BREAKS.contains(word)) {
            text("\n");
        } else if (UNREAD.contains(word)) {
            group = new Group(true, group.replacement());
        } else {
            switch (word) {
                case "tab", "cell", "emspace", "enspace" -> text(" ");
                case "u" -> {
                    text(Character.toString((char) number));
                    skip = group.replacement();
                }
                case "uc" -> group = new Group(group.unread(), Math.clamp(number, 0, 20));
                case "ansicpg" -> charset = codePage(number);
                case "emdash", "endash" -> text("-");
                case "lquote", "rquote" -> text("'");
                case "ldblquote", "rdblquote" -> text("\"");
                case "bin" -> at = (int) Math.min(file.length, (long) at + Math.max(0, number));
                default -> {}
            }
        }
    }

    private Charset codePage(int number) {
        try {
            return Charset.forName(number == 65001 ? "UTF-8" : "windows-" + number);
        } catch (IllegalArgumentException unknown) {
            return charset;
        }
    }

    /** A byte of the text, or of what older programs show in place of a number. */
    private void letter(int value) {
        if (skip > 0) {
            skip--;
        } else if (!group.unread()) {
            pending.write(value);
        }
    }

    private void text(String text) throws IOException {
        write();
        if (!group.unread()) {
            into.write(text);
        }
    }

    private void write() throws IOException {
        if (pending.size() > 0) {
            into.write(pending.toString(charset));
            pending.reset();
        }
    }
}
