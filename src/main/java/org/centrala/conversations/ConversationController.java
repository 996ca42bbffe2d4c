package org.centrala.conversations;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.conversations.spi.MailboxDirectory;
import org.centrala.customers.Companies;
import org.centrala.platform.log.Event;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ConversationController {
    private final Conversations conversations;
    private final ConversationSearch search;
    private final Inboxes inboxes;
    private final Drafts drafts;
    private final MailboxDirectory mailboxes;
    private final Tags tags;
    private final Companies companies;

    ConversationController(
            Conversations conversations,
            ConversationSearch search,
            Inboxes inboxes,
            Drafts drafts,
            MailboxDirectory mailboxes,
            Tags tags,
            Companies companies) {
        this.conversations = conversations;
        this.search = search;
        this.inboxes = inboxes;
        this.drafts = drafts;
        this.mailboxes = mailboxes;
        this.tags = tags;
        this.companies = companies;
    }

    /** The sequence up to which an agent has read. */
    record ReadMark(@Nullable Long sequence) {}

    @GetMapping("/conversations")
    Page<Conversation> list(
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID inbox,
            @RequestParam(required = false) @Nullable UUID brand,
            @RequestParam(required = false) @Nullable String mailbox,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable UUID team,
            @RequestParam(required = false) @Nullable UUID customer,
            @RequestParam(required = false) @Nullable UUID company,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        var filter = new ConversationFilter(
                word("view", view, ConversationFilter.View.class),
                statuses(status),
                inboxes(inbox, brand, viewer),
                mailbox(mailbox),
                assignee(assignee, viewer),
                team,
                people(customer, company, viewer),
                tag == null || tag.isBlank() ? null : tags.keys(List.of(tag)),
                q == null || q.isBlank() ? null : search.ids(q, inbox, viewer),
                sort == null
                        ? ConversationFilter.Sort.NUMBER
                        : Objects.requireNonNull(word("sort", sort, ConversationFilter.Sort.class)));
        return conversations.list(filter, limit, cursor, viewer);
    }

    /** One person, or the people of a company. */
    private @Nullable Set<UUID> people(@Nullable UUID customer, @Nullable UUID company, Viewer viewer) {
        if (company == null) {
            return customer == null ? null : conversations.person(customer);
        }
        var all = new HashSet<>(companies.family(company, viewer));
        if (customer != null) {
            all.retainAll(conversations.person(customer));
        }
        return all;
    }

    private @Nullable Set<UUID> inboxes(@Nullable UUID inbox, @Nullable UUID brand, Viewer viewer) {
        if (brand == null) {
            return inbox == null ? null : Set.of(inbox);
        }
        var all = inboxes.ofBrand(brand, viewer);
        return inbox == null ? all : all.contains(inbox) ? Set.of(inbox) : Set.of();
    }

    @GetMapping("/conversations/counts")
    Conversations.Counts counts(@AuthenticationPrincipal Viewer viewer) {
        return conversations.counts(viewer);
    }

    @PostMapping("/conversations")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Conversation> open(
            @RequestBody Conversations.NewConversation wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, conversations.open(wanted, viewer));
    }

    /** By id or by number. */
    @GetMapping("/conversations/{id}")
    ResponseEntity<Conversation> get(@PathVariable String id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(
                HttpStatus.OK,
                id.matches("[0-9]{1,18}")
                        ? conversations.getByNumber(Long.parseLong(id), viewer)
                        : conversations.get(conversation(id), viewer));
    }

    @PatchMapping("/conversations/{id}")
    ResponseEntity<Conversation> change(
            @PathVariable UUID id,
            @RequestBody ConversationPatch patch,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(
                HttpStatus.OK,
                conversations.change(new ConversationId(id), patch, EntityTags.sequence(ifMatch), viewer));
    }

    @GetMapping("/conversations/{id}/events")
    Page<Event> events(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(conversations.events(new ConversationId(id), viewer), null);
    }

    @GetMapping("/conversations/{id}/participants")
    Page<Party> participants(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(conversations.participants(new ConversationId(id), viewer), null);
    }

    @PostMapping("/conversations/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable ReadMark mark,
            @AuthenticationPrincipal Viewer viewer) {
        conversations.markRead(new ConversationId(id), mark == null ? null : mark.sequence(), viewer);
    }

    @PostMapping("/conversations/{id}/unread")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unread(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        conversations.markUnread(new ConversationId(id), viewer);
    }

    /** The viewer's draft, or 204 when there is none. */
    @GetMapping("/conversations/{id}/draft")
    ResponseEntity<Drafts.Draft> draft(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "customer") String audience,
            @AuthenticationPrincipal Viewer viewer) {
        return drafts.get(new ConversationId(id), Audience.asked(audience), viewer)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PutMapping("/conversations/{id}/draft")
    Drafts.Draft keepDraft(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "customer") String audience,
            @RequestBody Drafts.Content content,
            @AuthenticationPrincipal Viewer viewer) {
        return drafts.put(new ConversationId(id), Audience.asked(audience), content, viewer);
    }

    @DeleteMapping("/conversations/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dropDraft(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "customer") String audience,
            @AuthenticationPrincipal Viewer viewer) {
        drafts.delete(new ConversationId(id), Audience.asked(audience), viewer);
    }

    /**
     * Words, phrases in quotes, {@code -words} that must not be there, and operators such as {@code from:}, {@code tag:} or
     * {@code before:}, whose days are those of {@code zone} (a name such as Europe/Warsaw; absent: UTC).
     */
    @GetMapping("/search")
    ConversationSearch.Results search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable UUID inbox,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return search.search(q, inbox, zone(zone), limit, cursor, viewer);
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "is not a time zone such as Europe/Warsaw");
        }
    }

    static ResponseEntity<Conversation> tagged(Conversation conversation) {
        return tagged(HttpStatus.OK, conversation);
    }

    private static ResponseEntity<Conversation> tagged(HttpStatus status, Conversation conversation) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(conversation.sequence()))
                .body(conversation);
    }

    private static ConversationId conversation(String id) {
        try {
            return new ConversationId(UUID.fromString(id));
        } catch (IllegalArgumentException noId) {
            throw Conversations.notFound();
        }
    }

    /** A mailbox by id or address; an unknown one is one that no conversation came by. */
    private @Nullable UUID mailbox(@Nullable String mailbox) {
        if (mailbox == null || mailbox.isBlank()) {
            return null;
        }
        try {
            return mailbox.contains("@")
                    ? mailboxes
                            .byAddress(mailbox)
                            .map(MailboxDirectory.Mailbox::id)
                            .orElse(ConversationFilter.NOBODY)
                    : UUID.fromString(mailbox);
        } catch (IllegalArgumentException neither) {
            throw Problem.invalid("mailbox", "is neither an id nor an address");
        }
    }

    private static @Nullable UUID assignee(@Nullable String assignee, Viewer viewer) {
        if (assignee == null || assignee.isBlank()) {
            return null;
        }
        try {
            return switch (assignee) {
                case "none" -> ConversationFilter.NOBODY;
                case "me" ->
                    viewer.agentId().orElseThrow(() -> Problem.invalid("assignee", "an API key has no \"me\""));
                default -> UUID.fromString(assignee);
            };
        } catch (IllegalArgumentException noId) {
            throw Problem.invalid("assignee", "is an agent's id, me or none");
        }
    }

    private static Set<Status> statuses(@Nullable String status) {
        var statuses = new HashSet<Status>();
        for (var word : status == null || status.isBlank() ? List.<String>of() : Arrays.asList(status.split(","))) {
            statuses.add(Objects.requireNonNull(word("status", word.strip(), Status.class)));
        }
        return statuses;
    }

    private static <E extends Enum<E>> @Nullable E word(String field, @Nullable String word, Class<E> words) {
        if (word == null || word.isBlank()) {
            return null;
        }
        try {
            return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            var known = String.join(
                    ", ",
                    Arrays.stream(words.getEnumConstants()).map(Enum::name).toList());
            throw Problem.invalid(field, "must be one of " + known.toLowerCase(Locale.ROOT));
        }
    }
}
