package org.centrala.conversations;

import static java.util.stream.Collectors.toSet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.centrala.access.Agent;
import org.centrala.access.Agents;
import org.centrala.access.Brand;
import org.centrala.access.Brands;
import org.centrala.access.Team;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.customers.Companies;
import org.centrala.fields.Field;
import org.centrala.fields.Fields;
import org.centrala.fields.Shape;
import org.centrala.platform.web.Page;
import org.centrala.search.Filter;
import org.centrala.search.Typed;
import org.centrala.search.Typed.Condition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the operators of a typed search ask for: filters of the index, and hints about what was not understood. */
@Component
class SearchOperators {
    static final Set<String> NAMES = new TreeSet<>(Set.of(
            "from",
            "to",
            "tag",
            "status",
            "priority",
            "is",
            "has",
            "filename",
            "in",
            "assignee",
            "team",
            "brand",
            "before",
            "after",
            "field",
            "reason",
            "complexity",
            "company"));

    static final String FROM = "from";
    static final String TO = "to";
    static final String TAG = "tag";
    static final String STATUS = "status";
    static final String PRIORITY = "priority";
    static final String ASSIGNEE = "assignee";
    static final String TEAM = "team";
    static final String INBOX = "in";
    static final String HAS = "has";
    static final String FILE_NAME = "filename";
    static final String IS = "is";
    static final String FIELD = "field";
    static final String REASON = "reason";
    static final String COMPLEXITY = "complexity";
    static final String COMPANY = "company";
    static final String OPENED = "opened";
    /** When something last happened: the order of the index. */
    static final String ACTIVE = "order";

    static final String NOBODY = "none";
    /** No key of a reason looks so. */
    static final String NO_REASON = "?";

    static final String ATTACHMENT = "attachment";
    static final String SPAM = "spam";
    static final String SNOOZED = "snoozed";

    private static final Set<String> OPEN = Set.of("new", "open", "pending", "on_hold");
    private static final List<String> KNOWN_IS = List.of(
            "open",
            "done",
            "unread",
            "mine",
            "snoozed",
            "assigned",
            "unassigned",
            "new",
            "pending",
            "on_hold",
            "solved",
            "closed",
            "junk");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,4})([dwmy])");
    private static final long EVER = Long.MAX_VALUE / 2;

    /** Of very many unread conversations the newest are found. */
    private static final int MOST_UNREAD = 5_000;

    private final ConversationStore conversations;
    private final InboxStore inboxes;
    private final Brands brands;
    private final Agents agents;
    private final Teams teams;
    private final Tags tags;
    private final Fields fields;
    private final Companies companies;
    private final Clock clock;

    SearchOperators(
            ConversationStore conversations,
            InboxStore inboxes,
            Brands brands,
            Agents agents,
            Teams teams,
            Tags tags,
            Fields fields,
            Companies companies,
            Clock clock) {
        this.conversations = conversations;
        this.inboxes = inboxes;
        this.brands = brands;
        this.agents = agents;
        this.teams = teams;
        this.tags = tags;
        this.fields = fields;
        this.companies = companies;
        this.clock = clock;
    }

    /** Why a part of a search does not do what it looks like. */
    enum Reason {
        /** No operator of this name: searched for as words. */
        UNKNOWN_OPERATOR,
        /** The operator does not know this value: nothing is found. */
        UNKNOWN_VALUE,
        /** Nothing has the words as typed: similar ones are shown. */
        SIMILAR
    }

    /**
     * A hint about a part of a search.
     *
     * @param written the part as typed
     * @param known what could stand there instead
     */
    @Schema(name = "SearchHint")
    record Hint(String written, Reason reason, List<String> known) {}

    /** A typed search as the index understands it. */
    record Understood(String words, List<Filter> filters, List<Hint> hints) {
        boolean impossible() {
            return hints.stream().anyMatch(hint -> hint.reason() == Reason.UNKNOWN_VALUE);
        }
    }

    Understood read(String text, ZoneId zone, Viewer viewer) {
        var typed = Typed.of(text, NAMES);
        var filters = new ArrayList<Filter>();
        var hints = new ArrayList<Hint>();
        typed.unknown().forEach(piece -> hints.add(new Hint(piece, Reason.UNKNOWN_OPERATOR, List.copyOf(NAMES))));
        for (var condition : typed.conditions()) {
            var known = add(condition, zone, viewer, filters);
            if (known != null) {
                hints.add(new Hint(condition.written(), Reason.UNKNOWN_VALUE, known));
            }
        }
        return new Understood(typed.words(), filters, hints);
    }

    /** Adds the filter; what is known instead, if there is no such value. */
    private @Nullable List<String> add(Condition asked, ZoneId zone, Viewer viewer, List<Filter> filters) {
        return switch (asked.operator()) {
            case FROM, TO, FILE_NAME -> {
                filters.add(new Filter.Named(asked.operator(), asked.value(), asked.negated()));
                yield null;
            }
            case TAG -> {
                filters.add(new Filter.Marked(TAG, Set.copyOf(tags.keys(List.of(asked.value()))), asked.negated()));
                yield tags.offered(asked.value(), 1, null, viewer).items().isEmpty() ? List.of() : null;
            }
            case STATUS ->
                words(asked, Arrays.stream(Status.values()).map(Status::wire).toList(), STATUS, filters);
            case PRIORITY ->
                words(
                        asked,
                        Arrays.stream(Priority.values()).map(Priority::wire).toList(),
                        PRIORITY,
                        filters);
            case COMPLEXITY ->
                words(
                        asked,
                        Arrays.stream(Complexity.values()).map(Complexity::wire).toList(),
                        COMPLEXITY,
                        filters);
            case COMPANY -> {
                var meant = companies.meant(asked.value(), viewer);
                filters.add(new Filter.Marked(
                        COMPANY, meant.stream().map(UUID::toString).collect(toSet()), asked.negated()));
                yield meant.isEmpty() ? List.of() : null;
            }
            case FIELD -> shaped(asked, Shape::meant, Shape::keys, filters);
            case REASON -> reason(asked, filters);
            case IS -> is(asked, viewer, filters);
            case HAS -> {
                if (!Set.of(ATTACHMENT, "attachments", "file", "files").contains(word(asked.value()))) {
                    yield List.of(ATTACHMENT);
                }
                filters.add(new Filter.Marked(HAS, Set.of(ATTACHMENT), asked.negated()));
                yield null;
            }
            case INBOX ->
                named(asked, INBOX, inboxes.list(viewer.inboxArray()), Inbox::id, Inbox::name, inbox -> false, filters);
            case "brand" -> brand(asked, viewer, filters);
            case ASSIGNEE -> assignee(asked, viewer, filters);
            case TEAM -> named(asked, TEAM, teams(), Team::id, Team::name, team -> false, filters);
            default -> time(asked, zone, filters);
        };
    }

    private @Nullable List<String> words(Condition asked, List<String> known, String name, List<Filter> filters) {
        var wanted = new LinkedHashSet<String>();
        for (var part : asked.value().split(",")) {
            wanted.add(word(part).replace('-', '_'));
        }
        if (!known.containsAll(wanted)) {
            return known;
        }
        filters.add(new Filter.Marked(name, wanted, asked.negated()));
        return null;
    }

    private @Nullable List<String> reason(Condition asked, List<Filter> filters) {
        if (word(asked.value()).equals(NOBODY)) {
            filters.add(new Filter.Marked(REASON, Set.of(NO_REASON), asked.negated()));
            return null;
        }
        return shaped(asked, Shape::reasonsMeant, Shape::reasonNames, filters);
    }

    private @Nullable List<String> shaped(
            Condition asked,
            BiFunction<Shape, String, Set<String>> meaning,
            Function<Shape, List<String>> known,
            List<Filter> filters) {
        var shape = fields.shape(Field.Subject.CONVERSATION);
        var meant = meaning.apply(shape, asked.value());
        if (meant.isEmpty()) {
            return known.apply(shape).stream().limit(20).toList();
        }
        filters.add(new Filter.Marked(asked.operator(), meant, asked.negated()));
        return null;
    }

    private @Nullable List<String> is(Condition asked, Viewer viewer, List<Filter> filters) {
        var what = word(asked.value()).replace('-', '_');
        var not = asked.negated();
        var me = viewer.agentId();
        var filter = switch (what) {
            case "open" -> new Filter.Marked(STATUS, OPEN, not);
            case "done" -> new Filter.Marked(STATUS, Set.of("solved", "closed"), not);
            case "new", "pending", "on_hold", "solved", "closed" -> new Filter.Marked(STATUS, Set.of(what), not);
            case "junk", "spam" -> new Filter.Marked(IS, Set.of(SPAM), not);
            case SNOOZED -> new Filter.Marked(IS, Set.of(SNOOZED), not);
            case "unassigned" -> new Filter.Marked(ASSIGNEE, Set.of(NOBODY), not);
            case "assigned" -> new Filter.Marked(ASSIGNEE, Set.of(NOBODY), !not);
            case "mine" ->
                me.map(id -> new Filter.Marked(ASSIGNEE, Set.of(id.toString()), not))
                        .orElse(null);
            case "unread" ->
                me.map(id -> new Filter.Of(
                                ConversationSearch.CONVERSATION,
                                Set.copyOf(conversations.unreadOf(id, viewer.inboxArray(), MOST_UNREAD)),
                                not))
                        .orElse(null);
            default -> null;
        };
        if (filter == null) {
            return KNOWN_IS;
        }
        filters.add(filter);
        return null;
    }

    private @Nullable List<String> assignee(Condition asked, Viewer viewer, List<Filter> filters) {
        var value = word(asked.value());
        if (value.equals("none") || value.equals("nobody")) {
            filters.add(new Filter.Marked(ASSIGNEE, Set.of(NOBODY), asked.negated()));
            return null;
        }
        if (value.equals("me") && viewer.agentId().isPresent()) {
            filters.add(
                    new Filter.Marked(ASSIGNEE, Set.of(viewer.agentId().get().toString()), asked.negated()));
            return null;
        }
        return named(
                asked,
                ASSIGNEE,
                everyAgent(),
                Agent::id,
                Agent::name,
                agent -> asked.value().equalsIgnoreCase(agent.email()),
                filters);
    }

    /** What is in the inboxes of the brand. */
    private @Nullable List<String> brand(Condition asked, Viewer viewer, List<Filter> filters) {
        var found = new ArrayList<Filter>();
        var known = named(asked, INBOX, brands.list(100, null).items(), Brand::id, Brand::name, brand -> false, found);
        for (var filter : found) {
            var of = ((Filter.Marked) filter).values();
            filters.add(new Filter.Marked(
                    INBOX,
                    inboxes.list(viewer.inboxArray()).stream()
                            .filter(inbox -> of.contains(inbox.brand().toString()))
                            .map(inbox -> inbox.id().toString())
                            .collect(toSet()),
                    asked.negated()));
        }
        return known;
    }

    /** All whose name begins so, or has a word that does; who is called exactly so stands alone. */
    private <T> @Nullable List<String> named(
            Condition asked,
            String mark,
            List<T> things,
            Function<T, UUID> id,
            Function<T, String> name,
            Predicate<T> otherwise,
            List<Filter> filters) {
        var wanted = Typed.folded(asked.value());
        var exact = things.stream()
                .filter(one ->
                        otherwise.test(one) || Typed.folded(name.apply(one)).equals(wanted))
                .toList();
        var found = !exact.isEmpty()
                ? exact
                : things.stream()
                        .filter(one -> (" " + Typed.folded(name.apply(one))).contains(" " + wanted))
                        .toList();
        if (found.isEmpty()) {
            return things.stream().map(name).sorted().limit(20).toList();
        }
        filters.add(new Filter.Marked(
                mark, found.stream().map(one -> id.apply(one).toString()).collect(toSet()), asked.negated()));
        return null;
    }

    /** Before a day: opened before it begins. After a day: something happened since it began. */
    private @Nullable List<String> time(Condition asked, ZoneId zone, List<Filter> filters) {
        var day = day(word(asked.value()), zone);
        if (day == null) {
            var today = LocalDate.now(clock.withZone(zone));
            return List.of(today.toString(), "today", "yesterday", "7d", "2w", "3m");
        }
        var begin = day.atStartOfDay(zone).toInstant().toEpochMilli();
        filters.add(
                asked.operator().equals("before")
                        ? new Filter.Timed(OPENED, -EVER, begin, asked.negated())
                        : new Filter.Timed(ACTIVE, begin, EVER, asked.negated()));
        return null;
    }

    private @Nullable LocalDate day(String value, ZoneId zone) {
        var today = LocalDate.now(clock.withZone(zone));
        var ago = AGO.matcher(value);
        try {
            if (ago.matches()) {
                var number = Long.parseLong(ago.group(1));
                return switch (ago.group(2)) {
                    case "d" -> today.minusDays(number);
                    case "w" -> today.minusWeeks(number);
                    case "m" -> today.minusMonths(number);
                    default -> today.minusYears(number);
                };
            }
            return switch (value) {
                case "today" -> today;
                case "yesterday" -> today.minusDays(1);
                default -> LocalDate.parse(value);
            };
        } catch (DateTimeException | NumberFormatException noDay) {
            return null;
        }
    }

    private List<Agent> everyAgent() {
        var all = new ArrayList<Agent>();
        @Nullable String next = null;
        do {
            var page = agents.list(null, Page.MAXIMUM_LIMIT, next);
            all.addAll(page.items());
            next = page.next();
        } while (next != null);
        return all;
    }

    private List<Team> teams() {
        return teams.list(Page.MAXIMUM_LIMIT, null).items();
    }

    private static String word(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
