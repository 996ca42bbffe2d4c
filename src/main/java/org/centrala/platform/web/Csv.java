package org.centrala.platform.web;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of RFC 4180 that a spreadsheet takes as text, whatever somebody has called themselves. */
public final class Csv {
    /** Without it spreadsheets take UTF-8 for something else. */
    public static final String BYTE_ORDER_MARK = "\ufeff";

    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    public static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell that a spreadsheet would compute begins with an apostrophe, which tells it not to. */
    private static String cell(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        if (!text.isEmpty() && (FORMULA.indexOf(text.charAt(0)) >= 0 || isFormulaAfterSpace(text))) {
            text = "'" + text;
        }
        return text.chars().anyMatch(letter -> letter == ',' || letter == '"' || letter == '\n' || letter == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    private static boolean isFormulaAfterSpace(String text) {
        var bare = text.stripLeading();
        return !bare.isEmpty() && bare.length() < text.length() && FORMULA.indexOf(bare.charAt(0)) >= 0;
    }
}
