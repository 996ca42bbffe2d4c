package org.centrala.channels.email.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of the tree are the body as text, which are it as HTML, and which are attachments: the walk that JMAP
 * defines (RFC 8621, section 4.1.4), with images always among the attachments.
 */
final class Bodies {
    static final int LONGEST_TEXT = 1_000_000;
    static final int LONGEST_HTML = 2_000_000;
    private static final int LONGEST_DEGRADED = 100_000;

    private final List<MailPart> attachments = new ArrayList<>();
    private final List<MailPart> textParts = new ArrayList<>();
    private final List<MailPart> htmlParts = new ArrayList<>();
    private final List<ParsedMail.ReportPart> reports = new ArrayList<>();

    private final List<String> warnings = new ArrayList<>();
    private boolean cut;
    private boolean showCut;

    static ParsedMail assemble(MailPart root, Deadline deadline) {
        var contentType = root.type();
        var wrappings = Wrappings.takenOff(root, deadline);
        var bodies = new Bodies();
        bodies.walk(List.of(root), "mixed", false, bodies.textParts, bodies.htmlParts);
        if (bodies.textParts.isEmpty() && bodies.htmlParts.isEmpty() && bodies.cut) {
            bodies.warnings.add("mail.cutOff");
            // nothing else to read: what was cut off is shown, and attached as it came
            var again = new Bodies();
            again.showCut = true;
            again.walk(List.of(root), "mixed", false, again.textParts, again.htmlParts);
            bodies.textParts.addAll(again.textParts);
            bodies.htmlParts.addAll(again.htmlParts);
        }
        bodies.packedBodies();
        return bodies.mail(root, contentType, wrappings);
    }

    static ParsedMail degraded(MailPart header, byte[] raw, String warning) {
        var bodies = new Bodies();
        var body = new MailPart(new MailHeaders());
        body.resolve("");
        body.content =
                Arrays.copyOfRange(raw, header.bodyStart, Math.min(raw.length, header.bodyStart + LONGEST_DEGRADED));
        bodies.textParts.add(body);
        bodies.attachments.add(MailPart.found("message/rfc822", "message.eml", null, raw));
        bodies.warnings.add(warning);
        var contentType = header.type();
        return bodies.mail(header, contentType, Wrappings.none());
    }

    /** What winmail.dat has as body is the one in other words, unless the mail itself has nothing. */
    private void packedBodies() {
        boolean own = Stream.concat(textParts.stream(), htmlParts.stream())
                .anyMatch(part -> !part.packed
                        && part.content.length > 0
                        && !part.decoded().isBlank());
        if (own) {
            textParts.removeIf(part -> part.packed);
            htmlParts.removeIf(part -> part.packed);
        } else if (htmlParts.stream()
                .anyMatch(part -> part.packed && part.type().equals("text/html"))) {
            htmlParts.removeIf(part -> part.packed && part.type().equals("text/plain"));
            if (textParts.stream().anyMatch(part -> part.packed && part.type().equals("text/plain"))) {
                textParts.removeIf(part -> part.packed && part.type().equals("text/html"));
            }
        }
    }

    private void walk(
            List<MailPart> parts,
            String kind,
            boolean alternative,
            @Nullable List<MailPart> text,
            @Nullable List<MailPart> html) {
        int textsBefore = text == null ? -1 : text.size();
        int htmlsBefore = html == null ? -1 : html.size();
        boolean first = true;
        for (var part : parts) {
            var type = part.type();
            if (part.multipart()) {
                var sub = type.substring(type.indexOf('/') + 1);
                walk(part.children, sub, alternative || sub.equals("alternative"), text, html);
            } else if (isBody(part, type, kind, first) && !part.whole && !showCut) {
                cut = true;
                attachments.add(part);
            } else if (isBody(part, type, kind, first)) {
                boolean plain = type.equals("text/plain");
                if (kind.equals("alternative")) {
                    var chosen = plain ? text : html;
                    if (chosen != null) {
                        chosen.add(part);
                    } else {
                        attachments.add(part);
                    }
                } else {
                    if (alternative) {
                        if (plain) {
                            html = null;
                        } else {
                            text = null;
                        }
                    }
                    if (text != null) {
                        text.add(part);
                    }
                    if (html != null) {
                        html.add(part);
                    }
                }
            } else {
                attachments.add(part);
            }
            first = false;
        }
        if (kind.equals("alternative") && text != null && html != null) {
            if (text.size() == textsBefore && html.size() > htmlsBefore) {
                text.addAll(List.copyOf(html.subList(htmlsBefore, html.size())));
            } else if (html.size() == htmlsBefore && text.size() > textsBefore) {
                html.addAll(List.copyOf(text.subList(textsBefore, text.size())));
            }
        }
    }

    private static boolean isBody(MailPart part, String type, String kind, boolean first) {
        return !part.attached()
                && (type.equals("text/plain") || type.equals("text/html"))
                && (first || !kind.equals("related") && part.name() == null);
    }

    private ParsedMail mail(MailPart root, String contentType, Wrappings wrappings) {
        var headers = root.headers;
        boolean report = contentType.equals("multipart/report");
        var attached = new ArrayList<MailAttachment>();
        for (var part : attachments) {
            var type = part.type();
            if (type.startsWith("message/") || type.startsWith("text/rfc822") || report) {
                report(part, type);
            }
            attached.add(attachment(part, attached.size() + 1));
        }
        var html = html(attached);
        var text = text(attached);
        boolean fromHtml = textParts.stream().allMatch(part -> part.type().equals("text/html")) && !textParts.isEmpty();
        if (text.isBlank() && html != null && !fromHtml) {
            text = HtmlText.of(html);
            fromHtml = true;
        }
        var invitation = wrappings.invitation();
        if (invitation != null) {
            text = text.isBlank() ? invitation.text() + "\n" : invitation.text() + "\n\n" + text;
        }
        var from = Addresses.parse(headers.first("from"));
        var sender = Addresses.parse(headers.first("sender"));
        var ids = MessageIds.parse(headers.first("message-id"));
        return new ParsedMail(
                headers,
                from.isEmpty() ? null : from.getFirst(),
                sender.isEmpty() ? null : sender.getFirst(),
                addresses(headers, "reply-to"),
                addresses(headers, "to"),
                addresses(headers, "cc"),
                Text.cut(headers.text("subject"), 1000),
                ids.isEmpty() ? null : ids.getFirst(),
                ids(headers, "in-reply-to"),
                ids(headers, "references"),
                MailDates.parse(headers.first("date")),
                contentType,
                text,
                fromHtml,
                html,
                List.copyOf(attached),
                List.copyOf(reports),
                invitation,
                wrappings.protection(),
                List.copyOf(warnings));
    }

    private void report(MailPart part, String type) {
        if (reports.size() < 20) {
            var bytes = part.content.length > 200_000 ? Arrays.copyOf(part.content, 200_000) : part.content;
            reports.add(new ParsedMail.ReportPart(type, Text.body(Charsets.decode(bytes, part.parameter("charset")))));
        }
    }

    private static List<MailAddress> addresses(MailHeaders headers, String name) {
        var values = headers.all(name);
        if (values.size() == 1) {
            return Addresses.parse(values.getFirst());
        }
        return values.stream()
                .flatMap(value -> Addresses.parse(value).stream())
                .limit(1000)
                .toList();
    }

    private static List<String> ids(MailHeaders headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> MessageIds.parse(value).stream())
                .distinct()
                .toList();
    }

    private String text(List<MailAttachment> attached) {
        var text = new StringBuilder();
        for (var part : textParts) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            if (part.type().equals("text/html")) {
                text.append(HtmlText.of(Text.cut(htmlOf(part), LONGEST_HTML)));
            } else {
                text.append(part.flowed() ? Flowed.unfold(part.decoded(), part.deletesSpace()) : part.decoded());
            }
        }
        return bounded(text.toString(), LONGEST_TEXT, "message.txt", "text/plain", attached);
    }

    private @Nullable String html(List<MailAttachment> attached) {
        boolean any = htmlParts.stream().anyMatch(part -> part.type().equals("text/html"));
        if (!any) {
            return null;
        }
        var html = new StringBuilder();
        for (var part : htmlParts) {
            if (part.type().equals("text/html")) {
                html.append(htmlOf(part));
            } else {
                html.append("<div style=\"white-space:pre-wrap\">")
                        .append(HtmlText.escape(part.decoded()))
                        .append("</div>");
            }
        }
        return bounded(html.toString(), LONGEST_HTML, "message.html", "text/html", attached);
    }

    /** A body beyond all measure is shown in its beginning and kept whole as an attachment. */
    private static String bounded(String body, int limit, String name, String type, List<MailAttachment> attached) {
        if (body.length() <= limit) {
            return body;
        }
        attached.add(new MailAttachment(name, type, null, false, body.getBytes(StandardCharsets.UTF_8)));
        return Text.cut(body, limit);
    }

    private static String htmlOf(MailPart part) {
        return part.decoded(part.parameter("charset") == null ? metaCharset(part.content) : null);
    }

    private static @Nullable String metaCharset(byte[] content) {
        var head = new String(content, 0, Math.min(content.length, 2048), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        int at = head.indexOf("charset=");
        if (at < 0) {
            return null;
        }
        int from = at + 8;
        while (from < head.length() && (head.charAt(from) == '"' || head.charAt(from) == '\'')) {
            from++;
        }
        int to = from;
        while (to < head.length()
                && (Character.isLetterOrDigit(head.charAt(to)) || "-_:.".indexOf(head.charAt(to)) >= 0)) {
            to++;
        }
        var name = head.substring(from, to);
        // the tag itself was read as ASCII, so it cannot be a wide encoding
        return name.startsWith("utf-16") || name.startsWith("utf-32") ? "utf-8" : name;
    }

    private static final Set<String> OPAQUE = Set.of("text/html", "application/xhtml+xml", "image/svg+xml");

    private static MailAttachment attachment(MailPart part, int number) {
        var type = part.type();
        var name = part.name();
        if (name == null) {
            name = FileNames.of(type, number);
        }
        boolean inline = part.contentId() != null && !part.attached() && !OPAQUE.contains(type)
                || part.inline() && type.startsWith("image/");
        return new MailAttachment(name, type, part.contentId(), inline, part.content);
    }
}
