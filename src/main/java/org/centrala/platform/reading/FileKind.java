package org.centrala.platform.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of files whose words are read. What a file is, its first bytes say; its name, which are worth a look. */
public enum FileKind {
    PDF("pdf"),
    OFFICE("docx|docm|dotx|xlsx|xlsm|pptx|pptm|ppsx|odt|ods|odp|ott"),
    OLD_OFFICE("doc|dot|xls|ppt|pps"),
    RTF("rtf"),
    HTML("html?|xhtml"),
    TEXT("txt|text|csv|tsv|log|md|json|xml|ya?ml|ini");

    /** A larger file is not read. */
    public static final int LARGEST = 25 * 1024 * 1024;

    private static final String ALL =
            Arrays.stream(values()).map(kind -> kind.endings).collect(Collectors.joining("|"));
    private static final String TYPES =
            "application/pdf|application/rtf|application/msword|application/vnd\\.(ms-(excel|powerpoint)|oasis\\.opendocument"
                    + "\\.(text|spreadsheet|presentation)|openxmlformats-officedocument\\..*)|text/(plain|html|csv|rtf)";
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private final String endings;
    private final Pattern name;

    FileKind(String endings) {
        this.endings = endings;
        this.name = Pattern.compile(".*\\.(" + endings + ")", Pattern.DOTALL);
    }

    /** What the name in small letters of a file worth reading matches, as the database understands it. */
    public static String names() {
        return "\\.(" + ALL + ")$";
    }

    /** What the content type in small letters of a file worth reading matches. */
    public static String types() {
        return "^(" + TYPES + ")$";
    }

    /** By its first bytes, else by its name; what nothing is known of is taken for text. */
    static FileKind of(String fileName, byte[] content) {
        if (begins(content, "%PDF-")) {
            return PDF;
        }
        if (begins(content, "PK\u0003\u0004")) {
            return OFFICE;
        }
        if (begins(content, "{\\rt")) {
            return RTF;
        }
        if (content.length > 4 && Arrays.equals(content, 0, 4, OLE, 0, 4)) {
            return OLD_OFFICE;
        }
        var small = fileName.toLowerCase(Locale.ROOT).strip();
        for (var kind : values()) {
            if (kind.name.matcher(small).matches()) {
                return kind;
            }
        }
        return looksLikeHtml(content) ? HTML : TEXT;
    }

    private static boolean looksLikeHtml(byte[] content) {
        var begin = new String(content, 0, Math.min(content.length, 200), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    private static boolean begins(byte[] content, String with) {
        var bytes = with.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= bytes.length && Arrays.equals(content, 0, bytes.length, bytes, 0, bytes.length);
    }
}
