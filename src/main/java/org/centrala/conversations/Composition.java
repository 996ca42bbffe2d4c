package org.centrala.conversations;

import java.util.ArrayList;
import java.util.List;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Address;
import org.centrala.platform.AuthoredHtml;
import org.centrala.platform.web.Downloads;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what an author posts into what is kept: clean HTML, its text, checked addresses and files. */
@Component
class Composition {
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int MOST_RECIPIENTS = 100;
    static final int MOST_BYTES = 25 * 1024 * 1024;
    private static final int PREVIEW = 160;

    private final MailboxDirectory mailboxes;

    Composition(MailboxDirectory mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** Those of the parties that are not ourselves, in the form in which addresses are compared. */
    List<Party> outside(List<Party> parties) {
        return parties.stream()
                .filter(party -> Address.isEmail(party.address())
                        && mailboxes.byAddress(party.address()).isEmpty())
                .map(party -> new Party(Address.normalEmail(party.address()), party.name()))
                .toList();
    }

    /** A post made fit to be kept. */
    record Content(String text, @Nullable String html, List<NewAttachment> attachments) {}

    boolean knownChannel(@Nullable String channel) {
        return channel == null || channel.equals("email");
    }

    Content content(NewMessage wanted) {
        var html = wanted.html() == null || wanted.html().isBlank()
                ? null
                : wanted.toTeam()
                        ? AuthoredHtml.cleanNote(withoutNul(wanted.html()))
                        : AuthoredHtml.clean(withoutNul(wanted.html()));
        var text = wanted.text() == null || wanted.text().isBlank()
                ? html == null ? "" : AuthoredHtml.text(html)
                : withoutNul(wanted.text());
        if (text.length() > LONGEST_TEXT || (html != null && html.length() > LONGEST_TEXT)) {
            throw Problem.invalid("text", "has more than " + LONGEST_TEXT + " characters");
        }
        var attachments = attachments(wanted);
        if (text.isBlank()
                && attachments.isEmpty()
                && wanted.filesOfDraft().isEmpty()
                && wanted.forward() == null
                && (html == null || !html.contains("<img"))) {
            throw Problem.invalid("text", "is needed, or html, or an attachment");
        }
        return new Content(text.strip(), html, attachments);
    }

    private static List<NewAttachment> attachments(NewMessage wanted) {
        var attachments = new ArrayList<NewAttachment>();
        long bytes = 0;
        for (var file : wanted.attachments() == null ? List.<NewMessage.File>of() : wanted.attachments()) {
            if (file.fileName() == null || file.fileName().isBlank() || file.base64() == null) {
                throw Problem.invalid("attachments", "each needs a fileName and base64");
            }
            bytes += file.base64().length;
            if (bytes > MOST_BYTES) {
                throw tooMuch();
            }
            attachments.add(attachment(file.fileName(), file.contentType(), file.contentId(), file.base64()));
        }
        return attachments;
    }

    /** A file with a name and type that can be written anywhere. */
    static NewAttachment attachment(
            String fileName, @Nullable String contentType, @Nullable String contentId, byte[] content) {
        return new NewAttachment(
                Downloads.fileName(fileName),
                Downloads.contentType(contentType),
                contentId == null || contentId.isBlank() ? null : contentId.replaceAll("[<>\\s]", ""),
                content);
    }

    static Problem tooMuch() {
        return Problem.invalid("attachments", "have more than " + MOST_BYTES / 1024 / 1024 + " MB together");
    }

    List<Party> addresses(String field, @Nullable List<String> wanted) {
        var parties = new ArrayList<Party>();
        for (var address : wanted == null ? List.<String>of() : wanted) {
            if (!Address.isEmail(address.strip())) {
                throw Problem.invalid(field, "\"" + address + "\" is not an e-mail address");
            }
            parties.add(new Party(address.strip(), null));
        }
        if (parties.size() > MOST_RECIPIENTS) {
            throw Problem.invalid(field, "has more than " + MOST_RECIPIENTS + " addresses");
        }
        return parties;
    }

    /** The first words, on one line. */
    static String preview(String text) {
        var start = text.length() > PREVIEW * 4 ? text.substring(0, PREVIEW * 4) : text;
        var line = start.replaceAll("\\s+", " ").strip();
        return line.length() <= PREVIEW
                ? line
                : line.substring(
                        0, line.offsetByCodePoints(0, Math.min(PREVIEW, line.codePointCount(0, line.length()))));
    }

    /** PostgreSQL keeps no NUL in a text. */
    static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
