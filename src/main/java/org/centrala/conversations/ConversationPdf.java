package org.centrala.conversations;

import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.pdf.PdfPages;
import org.centrala.platform.pdf.PdfPages.Style;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes a PDF of a conversation, of the words of its messages: what their HTML would load or run is not in it. It holds
 * the first ten thousand messages and twenty million letters, takes two minutes at most, and two are made at a time.
 */
@Service
class ConversationPdf {
    private static final int MOST_MESSAGES = 10_000;
    private static final int LONGEST_MESSAGE = 200_000;
    private static final long LONGEST_DOCUMENT = 20_000_000;
    private static final Duration LONGEST_WORK = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Pattern REPLY_TOKEN = Pattern.compile("\\+c[a-z2-7]{24,}(?=@)");

    private final Conversations conversations;
    private final Messages messages;
    private final Clock clock;
    private final Semaphore places = new Semaphore(2);

    ConversationPdf(Conversations conversations, Messages messages, Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.clock = clock;
    }

    /** How a document is to be made. */
    record Wanted(boolean notes, Locale language, ZoneId zone) {}

    byte[] of(ConversationId id, Wanted wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        if (wanted.notes()) {
            viewer.require(Permission.CONVERSATION_NOTE);
        }
        var conversation = conversations.get(id, viewer);
        try {
            if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("pdf.busy", "Other documents are being made. Try again in a moment.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("pdf.busy", "The server is stopping. Try again in a moment.");
        }
        try (var document = new Document(conversation, wanted)) {
            return document.made(viewer);
        } finally {
            places.release();
        }
    }

    /** One document in the making. */
    private final class Document implements AutoCloseable {
        private final Conversation conversation;
        private final Wanted wanted;
        private final ResourceBundle words;
        private final DateTimeFormatter moment;
        private final PdfPages pages;
        private final long end = System.nanoTime() + LONGEST_WORK.toNanos();
        private long letters;

        Document(Conversation conversation, Wanted wanted) {
            this.conversation = conversation;
            this.wanted = wanted;
            words = ResourceBundle.getBundle(
                    "pdf.words",
                    wanted.language(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            moment = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                    .withLocale(wanted.language().getLanguage().equals("en") ? Locale.UK : wanted.language())
                    .withZone(wanted.zone());
            pages = new PdfPages("#" + conversation.number() + " · " + subject(), wanted.language(), clock.instant());
        }

        private String subject() {
            return conversation.subject().isBlank() ? word("noSubject") : conversation.subject();
        }

        byte[] made(Viewer viewer) {
            pages.text(Style.TITLE, subject());
            pages.text(Style.TEXT, word("head", "#" + conversation.number(), conversation.customerName()));
            pages.text(
                    Style.SMALL,
                    word(
                            "made",
                            moment.format(conversation.createdAt()),
                            moment.format(clock.instant()),
                            wanted.zone().getId()));
            pages.rule();
            var left = write(viewer);
            if (left > 0) {
                pages.gap(8);
                pages.text(Style.HEAD, word("left", left));
            }
            var all = pages.pages();
            return pages.finish(number -> word("page", number, all));
        }

        /** Writes the messages, and says how many did not fit. */
        private int write(Viewer viewer) {
            int seen = 0;
            @Nullable String cursor = null;
            do {
                var page =
                        messages.list(new ConversationId(conversation.id()), false, Page.MAXIMUM_LIMIT, cursor, viewer);
                for (var message : page.items()) {
                    if (seen >= MOST_MESSAGES || letters > LONGEST_DOCUMENT) {
                        return Math.max(1, conversation.messageCount() - seen);
                    }
                    if (System.nanoTime() > end) {
                        throw Problem.unavailable(
                                "pdf.too_slow", "The document takes too long now. Try again when there is less to do.");
                    }
                    seen++;
                    if (message.direction() != Direction.NOTE || wanted.notes()) {
                        write(message);
                    }
                }
                cursor = page.next();
            } while (cursor != null);
            return 0;
        }

        private void write(Message message) {
            pages.gap(10);
            pages.keep(4);
            pages.mark(message.direction() == Direction.NOTE);
            pages.text(Style.HEAD, author(message));
            pages.text(Style.SMALL, moment.format(message.createdAt()) + about(message));
            pages.gap(2);
            var text = message.visibleText().isBlank() ? message.text() : message.visibleText();
            var cut = text.length() > LONGEST_MESSAGE;
            var shown = cut ? text.substring(0, LONGEST_MESSAGE) : text;
            letters += shown.length();
            pages.text(Style.TEXT, (shown.startsWith("📅 ") ? shown.substring(3) : shown).strip());
            if (cut) {
                pages.text(Style.SMALL, word("cut"));
            }
            for (var warning : warnings(message)) {
                pages.text(Style.SMALL, warning);
            }
            if (!message.attachments().isEmpty()) {
                pages.text(Style.SMALL, word("files", names(message.attachments())));
            }
            pages.mark(false);
        }

        private String author(Message message) {
            var from = message.from();
            var name = message.actor().name().isBlank() && from != null && from.name() != null
                    ? from.name()
                    : message.actor().name();
            var address = from == null || message.direction() == Direction.NOTE ? "" : plain(from.address());
            return message.direction() == Direction.INBOUND && from != null && from.name() != null
                    ? from.name() + " <" + address + ">"
                    : name.isBlank() ? address.isBlank() ? "Centrala" : address : name;
        }

        private String about(Message message) {
            if (message.direction() == Direction.NOTE) {
                return " · " + word("note");
            }
            var to = Stream.concat(message.to().stream(), message.cc().stream())
                    .map(party -> plain(party.address()))
                    .toList();
            var state = message.deliveryState();
            var unsent = state == null
                    ? ""
                    : switch (state) {
                        case FAILED -> " · " + word("failed");
                        case BOUNCED -> " · " + word("bounced");
                        case QUEUED, SENDING -> " · " + word("queued");
                        case SENT, DELIVERED, READ, UNDONE -> "";
                    };
            return (to.isEmpty() ? "" : " · " + word("to", String.join(", ", to)))
                    + (message.imported() ? " · " + word("imported") : "")
                    + unsent;
        }

        private List<String> warnings(Message message) {
            var protection = message.protection();
            var encrypted = protection != null && protection.kind() == Facts.Protection.Kind.ENCRYPTED;
            return Stream.concat(
                            encrypted ? Stream.of(word("encrypted")) : Stream.<String>empty(),
                            message.warnings().isEmpty() ? Stream.<String>empty() : Stream.of(word("incomplete")))
                    .toList();
        }

        private static String names(List<Message.Attachment> files) {
            return String.join(
                    ", ", files.stream().map(Message.Attachment::fileName).toList());
        }

        private String word(String key, Object... values) {
            return new MessageFormat(words.getString(key), wanted.language()).format(values);
        }

        @Override
        public void close() {
            pages.close();
        }
    }

    private static String plain(String address) {
        return REPLY_TOKEN.matcher(address).replaceAll("");
    }
}
