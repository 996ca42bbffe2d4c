package org.centrala.customers;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.centrala.platform.web.Problem;
import org.springframework.http.HttpStatus;

/**
 * A file of RFC 4180 as spreadsheets write it: commas, semicolons or tabs, quoted cells with lines in them, in Unicode. What
 * is no such file is refused with a sentence that says how to save it.
 *
 * @param rows the cells of each line that has any, the header first
 */
record CsvText(List<List<String>> rows) {
    static final int LARGEST = 5 * 1024 * 1024;
    static final int MOST_ROWS = 5_000;
    static final int MOST_COLUMNS = 100;

    static CsvText read(byte[] file) {
        if (file.length == 0) {
            throw refused("import.empty", "The file is empty.");
        }
        if (file.length > LARGEST) {
            throw new Problem(
                    HttpStatus.CONTENT_TOO_LARGE, "import.too_large", "The file is larger than 5 MB. Split it.");
        }
        var text = decoded(file);
        if (text.indexOf('\0') >= 0) {
            throw refused("import.not_text", "This is not a text file. Save the table as \"CSV UTF-8\".");
        }
        var rows = cells(text, delimiter(text));
        if (rows.size() < 2) {
            throw refused("import.no_rows", "The file needs a line of column names and at least one line below it.");
        }
        if (rows.size() > MOST_ROWS + 1) {
            throw refused("import.too_many", "The file has more than " + MOST_ROWS + " lines. Split it.");
        }
        return new CsvText(rows);
    }

    /** UTF-8, or UTF-16 that says so; anything else would turn "č" into something else without anybody noticing. */
    private static String decoded(byte[] file) {
        try {
            if (starts(file, 0xFF, 0xFE) || starts(file, 0xFE, 0xFF)) {
                return decoded(file, 0, StandardCharsets.UTF_16);
            }
            return decoded(file, starts(file, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
        } catch (CharacterCodingException other) {
            throw refused("import.charset", "The letters of this file are not Unicode. Save it as \"CSV UTF-8\".");
        }
    }

    private static String decoded(byte[] file, int from, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(file, from, file.length - from))
                .toString();
    }

    private static boolean starts(byte[] file, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= file.length || (file[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whatever stands most often in the first line, outside quotes. */
    private static char delimiter(String text) {
        var best = ',';
        var most = 0;
        for (var candidate : new char[] {',', ';', '\t'}) {
            var count = 0;
            var quoted = false;
            for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n' && text.charAt(i) != '\r'); i++) {
                quoted ^= text.charAt(i) == '"';
                count += !quoted && text.charAt(i) == candidate ? 1 : 0;
            }
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private static List<List<String>> cells(String text, char delimiter) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == delimiter) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n' || c == '\r') {
                end(rows, row, cell);
                row = new ArrayList<>();
            } else {
                cell.append(c);
            }
            if (row.size() > MOST_COLUMNS) {
                throw refused("import.too_wide", "A line has more than " + MOST_COLUMNS + " columns.");
            }
        }
        if (quoted) {
            throw refused("import.quote", "A cell begins with a quotation mark and never ends.");
        }
        end(rows, row, cell);
        return rows;
    }

    private static void end(List<List<String>> rows, List<String> row, StringBuilder cell) {
        row.add(cell.toString());
        cell.setLength(0);
        if (row.stream().anyMatch(one -> !one.isBlank())) {
            rows.add(List.copyOf(row));
        }
    }

    private static Problem refused(String code, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, code, detail);
    }
}
