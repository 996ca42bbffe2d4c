package org.centrala.channels.email;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.channels.email.MailboxStore.Row;
import org.centrala.channels.email.imap.ImapAccount;
import org.centrala.channels.email.imap.ImapWatches;
import org.centrala.conversations.Inboxes;
import org.centrala.customers.Address;
import org.centrala.platform.Ids;
import org.centrala.platform.Secrets;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/** The e-mail addresses of this installation with their settings. */
@Service
@Transactional
public class Mailboxes {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ALIASES = 100;
    private static final int LONGEST_SIGNATURE = 10_000;

    private final MailboxStore store;
    private final MailboxCache cache;
    private final Inboxes inboxes;
    private final IncomingRules incoming;
    private final OutgoingRules outgoing;
    private final ImapWatches watches;
    private final Secrets secrets;
    private final EventLog log;
    private final Clock clock;

    Mailboxes(
            MailboxStore store,
            MailboxCache cache,
            Inboxes inboxes,
            IncomingRules incoming,
            OutgoingRules outgoing,
            ImapWatches watches,
            Secrets secrets,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.cache = cache;
        this.inboxes = inboxes;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.watches = watches;
        this.secrets = secrets;
        this.log = log;
        this.clock = clock;
    }

    /**
     * How mail comes in, as somebody enters it; what is absent stays as it is, if the mailbox fetched before.
     *
     * @param sentFolder where the server keeps what is sent: auto, off or the folder's name
     * @param since how far back mail is taken in: now, all or a date
     * @param after what is done to a mail on its server once it is kept here: nothing, seen, delete or move:FOLDER
     */
    public record IncomingSettings(
            @Schema(allowableValues = {"listener", "imap"}) @Nullable
            String type,

            @Nullable String host,
            @Nullable Integer port,

            @Schema(allowableValues = {"none", "starttls", "tls"}) @Nullable
            String tls,

            @Nullable String username,
            @Nullable String password,
            @Nullable String folder,
            @Nullable String sentFolder,
            @Nullable String since,
            @Nullable String after,
            @Nullable AuthSettings auth) {

        public static IncomingSettings listener() {
            return new IncomingSettings("listener", null, null, null, null, null, null, null, null, null, null);
        }
    }

    /** How a mailbox signs in where a password is not enough; absent secrets keep the known ones. */
    public record AuthSettings(
            @Schema(allowableValues = {"password", "oauth2"}) @Nullable
            String type,

            @Nullable String provider,
            @Nullable String tokenEndpoint,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String refreshToken) {}

    /**
     * A submission server as somebody enters it; an absent password keeps the one that is known. With {@code oauth2} it is
     * signed in to by the grant with which mail is fetched.
     */
    public record SmtpSettings(
            @Nullable String host,
            @Nullable Integer port,

            @Schema(allowableValues = {"none", "starttls", "tls"}) @Nullable
            String tls,

            @Nullable String username,
            @Nullable String password,

            @Schema(allowableValues = {"password", "oauth2"}) @Nullable
            String signIn) {}

    /** How mail goes out, as somebody enters it. */
    public record OutgoingSettings(@Nullable SmtpSettings smtp) {}

    /** What may be said of a mailbox; absent fields stay as they are, a null {@code outgoing} takes the server away. */
    @Schema(name = "MailboxDetails")
    public record Details(
            @Nullable String name,
            @Nullable String address,
            @Nullable UUID inbox,
            @Nullable IncomingSettings incoming,

            @Schema(implementation = OutgoingSettings.class) @Nullable
            JsonNode outgoing,

            @Nullable String signature,
            @Nullable List<String> aliases,
            @Nullable Boolean catchAll,

            @Schema(allowableValues = {"agent", "mailbox", "brand", "none"}) @Nullable
            String signatureFrom) {}

    @Transactional(readOnly = true)
    public List<Mailbox> list(Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return views(store.list(viewer.inboxArray()), viewer);
    }

    @Transactional(readOnly = true)
    public Mailbox get(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return view(visible(id, viewer, false), viewer);
    }

    public Mailbox create(Details details, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        if (details.address() == null) {
            throw Problem.invalid("address", "is needed");
        }
        var address = address(details.address());
        var now = clock.instant();
        var id = Ids.next();
        var imap =
                incoming.imap(details.incoming() == null ? IncomingSettings.listener() : details.incoming(), null, now);
        var row = new Row(
                id,
                details.inbox() == null ? inboxes.main() : inbox(details.inbox(), viewer),
                details.name() == null || details.name().isBlank() ? address : name(details.name()),
                address,
                aliases(details.aliases() == null ? List.of() : details.aliases(), address, id),
                Boolean.TRUE.equals(details.catchAll()),
                imap,
                outgoing.smtp(details.outgoing(), null, id, imap),
                signature(details.signature() == null ? "" : details.signature()),
                "ok",
                null,
                null,
                1,
                now,
                now,
                details.signatureFrom() == null ? Signatures.From.AGENT : signatureFrom(details.signatureFrom()));
        try {
            store.insert(row);
        } catch (DuplicateKeyException taken) {
            throw taken(address);
        }
        log.append(NewEvent.of("mailbox", row.id(), 1, "mailbox.created", viewer.actor())
                .inInbox(row.inbox()));
        forgetAfterCommit();
        return view(row, viewer);
    }

    public Mailbox change(UUID id, Details details, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var before = visible(id, viewer, true);
        var address = details.address() == null ? before.address() : address(details.address());
        var imap = incoming.imap(details.incoming(), before.imap(), clock.instant());
        var smtp = details.outgoing() == null
                ? outgoing.kept(before.smtp(), id, imap)
                : outgoing.smtp(details.outgoing(), before.smtp(), id, imap);
        boolean otherServer = !Objects.equals(smtp, before.smtp());
        var row = new Row(
                id,
                details.inbox() == null ? before.inbox() : inbox(details.inbox(), viewer),
                details.name() == null ? before.name() : name(details.name()),
                address,
                aliases(details.aliases() == null ? before.aliases() : details.aliases(), address, id),
                details.catchAll() == null ? before.catchAll() : details.catchAll(),
                imap != null && (otherServer || !address.equals(before.address())) ? imap.untried() : imap,
                smtp,
                details.signature() == null ? before.signature() : signature(details.signature()),
                otherServer ? "ok" : before.outgoingState(),
                otherServer ? null : before.lastError(),
                otherServer ? null : before.lastErrorAt(),
                before.sequence() + 1,
                before.createdAt(),
                clock.instant(),
                details.signatureFrom() == null ? before.signatureFrom() : signatureFrom(details.signatureFrom()));
        try {
            store.update(row, row.updatedAt());
        } catch (DuplicateKeyException taken) {
            throw taken(row.address());
        }
        log.append(NewEvent.of("mailbox", id, row.sequence(), "mailbox.changed", viewer.actor())
                .inInbox(row.inbox())
                .changing(changes(before, row)));
        forgetAfterCommit();
        return view(row, viewer);
    }

    /** Addresses and names stay out of the log: only that they changed. */
    private static Map<String, Change> changes(Row before, Row now) {
        var changes = new LinkedHashMap<String, Change>();
        flag(changes, "name", before.name(), now.name());
        flag(changes, "address", before.address(), now.address());
        flag(changes, "aliases", before.aliases(), now.aliases());
        flag(changes, "catchAll", before.catchAll(), now.catchAll());
        flag(changes, "incoming", before.imap(), now.imap());
        flag(changes, "outgoing", before.smtp(), now.smtp());
        flag(changes, "signature", before.signature(), now.signature());
        flag(changes, "signatureFrom", before.signatureFrom(), now.signatureFrom());
        if (!before.inbox().equals(now.inbox())) {
            changes.put("inbox", new Change(before.inbox(), now.inbox()));
        }
        return changes;
    }

    private static void flag(Map<String, Change> changes, String field, @Nullable Object before, @Nullable Object now) {
        if (!Objects.equals(before, now)) {
            changes.put(field, new Change(null, null));
        }
    }

    public void delete(UUID id, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var row = visible(id, viewer, true);
        store.delete(id, row.sequence() + 1, clock.instant());
        store.forgetParts(id);
        log.append(NewEvent.of("mailbox", id, row.sequence() + 1, "mailbox.deleted", viewer.actor())
                .inInbox(row.inbox()));
        forgetAfterCommit();
    }

    /** The server that somebody wants to try; of a known mailbox the password may be left out. */
    @Transactional(readOnly = true)
    Submission.Server server(@Nullable JsonNode wanted, @Nullable UUID mailbox, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var row = mailbox == null ? null : visible(mailbox, viewer, false);
        var known = row == null ? null : row.smtp();
        var smtp = wanted == null || wanted.isNull()
                ? known
                : outgoing.smtp(wanted, known, mailbox == null ? Ids.next() : mailbox, row == null ? null : row.imap());
        if (smtp == null) {
            throw Problem.invalid("outgoing", "is needed");
        }
        return Submission.Server.of(smtp, secrets);
    }

    private void forgetAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                cache.forget();
            }
        });
    }

    private Row visible(UUID id, Viewer viewer, boolean lock) {
        return store.find(id, viewer.inboxArray(), lock)
                .orElseThrow(() ->
                        Problem.notFound("mailbox.not_found", "There is no such mailbox, or you may not see it."));
    }

    private Mailbox view(Row row, Viewer viewer) {
        return views(List.of(row), viewer).getFirst();
    }

    private List<Mailbox> views(List<Row> rows, Viewer viewer) {
        var fetching = watches.of(
                rows.stream().filter(row -> row.imap() != null).map(Row::id).toList());
        return rows.stream()
                .map(row -> view(row, fetching.get(row.id()), viewer.can(Permission.SETTINGS_MANAGE)))
                .toList();
    }

    /** Servers and their troubles are for those who may change them. */
    private static Mailbox view(Row row, ImapWatches.@Nullable Fetching fetching, boolean manages) {
        var smtp = row.smtp();
        var imap = row.imap();
        var failing = fetching != null && fetching.failingSince() != null ? fetching : null;
        return new Mailbox(
                row.id(),
                row.name(),
                row.address(),
                row.aliases(),
                row.catchAll(),
                row.inbox(),
                IncomingRules.view(imap, manages),
                smtp == null || !manages
                        ? null
                        : new Mailbox.Outgoing(new Mailbox.Smtp(
                                smtp.host(),
                                smtp.port(),
                                smtp.tls(),
                                smtp.username(),
                                smtp.password() != null,
                                smtp.lent() == null ? "password" : "oauth2")),
                row.signature(),
                new Mailbox.State(
                        imap == null || fetching != null && failing == null
                                ? "ok"
                                : failing == null ? "connecting" : "failing",
                        smtp == null ? "none" : row.outgoingState(),
                        !manages ? null : failing != null ? failing.lastError() : row.lastError(),
                        failing != null ? failing.lastErrorAt() : row.lastErrorAt(),
                        imap == null
                                ? MailboxStore.Plus.WORKS.wire()
                                : imap.plus().wire(),
                        manages ? fetching : null),
                row.createdAt(),
                row.updatedAt(),
                row.signatureFrom().wire());
    }

    private List<String> aliases(List<String> wanted, String address, UUID mailbox) {
        var aliases = new TreeSet<String>();
        wanted.forEach(alias -> aliases.add(address("aliases", alias)));
        aliases.remove(address);
        if (aliases.size() > MOST_ALIASES) {
            throw Problem.invalid("aliases", "are more than " + MOST_ALIASES);
        }
        var all = new ArrayList<>(aliases);
        all.add(address);
        if (store.taken(all, mailbox)) {
            throw taken(String.join(", ", all));
        }
        return List.copyOf(aliases);
    }

    /** The account that somebody wants to try; of a known mailbox the secrets may be left out. */
    @Transactional(readOnly = true)
    ImapAccount account(IncomingSettings wanted, @Nullable UUID mailbox, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var known = mailbox == null ? null : visible(mailbox, viewer, false).imap();
        var imap = incoming.imap(wanted, known, clock.instant());
        if (imap == null) {
            throw Problem.invalid("incoming.type", "must be imap to be tried");
        }
        return incoming.account(mailbox == null ? Ids.next() : mailbox, imap);
    }

    private UUID inbox(UUID wanted, Viewer viewer) {
        if (inboxes.list(viewer).stream().noneMatch(inbox -> inbox.id().equals(wanted))) {
            throw Problem.invalid("inbox", "does not exist, or you may not see it");
        }
        return wanted;
    }

    private static String address(String address) {
        return address("address", address);
    }

    private static String address(String field, String address) {
        var normal = Address.normalEmail(address);
        if (!Address.isEmail(normal) || normal.indexOf('"') >= 0) {
            throw Problem.invalid(field, "is not an e-mail address");
        }
        if (normal.indexOf('+') >= 0) {
            throw Problem.invalid(field, "must have no plus: what follows it is used to know answers by");
        }
        return normal;
    }

    private static String name(String name) {
        var clean = name.replaceAll("[\\p{Cntrl}]", " ").strip();
        if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "has 1 to " + LONGEST_NAME + " characters");
        }
        return clean;
    }

    private static Signatures.From signatureFrom(String wanted) {
        return Arrays.stream(Signatures.From.values())
                .filter(from -> from.wire().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("signatureFrom", "must be agent, mailbox, brand or none"));
    }

    private static String signature(String signature) {
        if (signature.length() > LONGEST_SIGNATURE) {
            throw Problem.invalid("signature", "has more than " + LONGEST_SIGNATURE + " characters");
        }
        return signature.replace("\0", "").strip();
    }

    private static Problem taken(String address) {
        return Problem.conflict("mailbox.address_taken", "Another mailbox has the address " + address + ".");
    }
}
