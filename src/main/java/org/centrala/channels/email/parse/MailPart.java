package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A part of the MIME tree while it is read: a leaf with content, or a multipart with children. */
final class MailPart {
    final MailHeaders headers;
    final List<MailPart> children = new ArrayList<>();
    byte[] content = {};
    /** The mail and where in it this part stands, header included. */
    byte[] source = {};

    int rawStart;
    int bodyStart;
    int rawEnd;
    /** Whether it is whole: ended by a delimiter, which a mail that was cut off has not, and in the encoding it declares. */
    boolean whole = true;

    /** A body out of winmail.dat: it counts only when the mail has none. */
    boolean packed;

    private @Nullable String foundName;
    private Parameters type = Parameters.of("text/plain");
    private Parameters disposition = Parameters.of(null);

    MailPart(MailHeaders headers) {
        this.headers = headers;
    }

    /** Becomes the sum of what was inside it. */
    void unwrapped(List<MailPart> inside) {
        children.addAll(inside);
        content = new byte[0];
        type = Parameters.of("multipart/mixed");
    }

    /** A part that was found inside another one's content. */
    static MailPart found(String type, String name, @Nullable String contentId, byte[] content) {
        var part = new MailPart(new MailHeaders());
        part.headers.add("content-type", type);
        if (contentId != null) {
            part.headers.add("content-id", "<" + contentId + ">");
        }
        part.resolve("");
        part.foundName = name;
        part.content = content;
        return part;
    }

    /** Reads type and disposition once the header is complete; a part of a digest is a message unless it says otherwise. */
    void resolve(String parentType) {
        var declared = headers.last("content-type");
        type = Parameters.of(
                declared == null || declared.isBlank()
                        ? parentType.equals("multipart/digest") ? "message/rfc822" : "text/plain"
                        : declared);
        disposition = Parameters.of(headers.first("content-disposition"));
    }

    String type() {
        var value = type.value();
        int slash = value.indexOf('/');
        if (slash > 0 && slash < value.length() - 1 && value.indexOf(' ') < 0) {
            return value;
        }
        return switch (value) {
            case "text", "" -> "text/plain";
            case "html" -> "text/html";
            case "multipart" -> "multipart/mixed";
            default -> "application/octet-stream";
        };
    }

    boolean multipart() {
        return !children.isEmpty() || content.length == 0 && claimsMultipart();
    }

    boolean claimsMultipart() {
        return type().startsWith("multipart/");
    }

    boolean attached() {
        return disposition.value().equals("attachment");
    }

    boolean inline() {
        return disposition.value().equals("inline");
    }

    boolean encoded() {
        return !TransferEncoding.named(headers.last("content-transfer-encoding"))
                .isEmpty();
    }

    @Nullable
    String parameter(String name) {
        return type.get(name);
    }

    @Nullable
    String name() {
        var name = foundName != null ? foundName : disposition.get("filename");
        for (var other : new String[] {type.get("name"), disposition.get("name"), type.get("filename")}) {
            name = name == null || name.isBlank() ? other : name;
        }
        if (name == null || name.isBlank()) {
            return null;
        }
        var decoded = Text.line(EncodedWords.decode(name));
        var file = Text.cut(withoutFolders(decoded), 200).strip();
        return file.isEmpty() || file.equals(".") || file.equals("..") ? null : file;
    }

    /** The last part of a path; a stroke within a name ("Invoice 11/2026.pdf") is a stroke. */
    private static String withoutFolders(String name) {
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        boolean path = slash >= 0
                && (name.startsWith("/") || name.startsWith(".") || name.indexOf('\\') >= 0 || name.contains("://"));
        return path ? name.substring(slash + 1) : name.replace('/', '_');
    }

    @Nullable
    String contentId() {
        var id = headers.first("content-id");
        if (id == null) {
            return null;
        }
        var stripped = Text.line(id);
        if (stripped.startsWith("<") && stripped.endsWith(">")) {
            stripped = stripped.substring(1, stripped.length() - 1);
        }
        return stripped.isBlank() || stripped.length() > 500 ? null : stripped;
    }

    String decoded() {
        return Text.body(Charsets.decode(content, type.get("charset")));
    }

    String decoded(@Nullable String otherwise) {
        var charset = type.get("charset");
        return Text.body(Charsets.decode(content, charset == null ? otherwise : charset));
    }

    boolean flowed() {
        var format = type.get("format");
        return format != null && format.toLowerCase(Locale.ROOT).equals("flowed");
    }

    boolean deletesSpace() {
        return "yes".equalsIgnoreCase(type.get("delsp"));
    }
}
