package org.centrala.rules;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.centrala.access.Permission;
import org.centrala.access.Sharing;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.conversations.Status;
import org.centrala.conversations.Tags;
import org.centrala.platform.AuthoredHtml;
import org.centrala.platform.Ids;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.centrala.platform.web.Problem.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The macros that a viewer may run, and those they may change: their own, or all with {@code knowledge.manage}. */
@Service
@Transactional
public class Macros {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 50_000;
    private static final int MOST_TAGS = 20;
    private static final int MOST_SNOOZE_HOURS = 8760;
    private static final int LONGEST_TAG = 60;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]");
    private static final Pattern ASSIGNEE = Pattern.compile("me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final MacroStore store;
    private final Teams teams;
    private final Tags tags;
    private final EventLog log;
    private final Clock clock;

    Macros(MacroStore store, Teams teams, Tags tags, EventLog log, Clock clock) {
        this.store = store;
        this.teams = teams;
        this.tags = tags;
        this.log = log;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Macro> list(boolean usable, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var after = Cursor.decode(cursor, 2);
        int size = Page.limit(limit);
        var place = after == null ? null : new MacroStore.Place(after.text(0), after.uuid(1));
        var page = Page.of(store.list(viewer, usable, place, size + 1), size, row -> Cursor.of(row.title(), row.id()));
        return new Page<>(views(page.items()), page.next());
    }

    @Transactional(readOnly = true)
    public Macro get(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return view(store.find(viewer, id).orElseThrow(Macros::notFound));
    }

    public Macro create(Macro.Wanted wanted, Viewer viewer) {
        var row = checked(Ids.next(), 1, wanted, viewer);
        store.insert(row);
        append(row, "macro.created", viewer);
        return view(row);
    }

    /** Replaces what it does; with a sequence only while nobody else has changed it since. */
    public Macro change(UUID id, Macro.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        var before = lock(id, viewer);
        if (sequence != null && sequence != before.sequence()) {
            throw Problem.preconditionFailed(
                    "macro.changed",
                    "Somebody has changed the macro since you opened it.",
                    Map.of("macro", view(before)));
        }
        var row = checked(id, before.sequence() + 1, wanted, viewer);
        store.update(row);
        append(row, "macro.changed", viewer);
        return view(row);
    }

    public void delete(UUID id, Viewer viewer) {
        var row = lock(id, viewer);
        store.delete(id);
        log.append(NewEvent.of("macro", id, row.sequence() + 1, "macro.deleted", viewer.actor()));
    }

    /** The macro, held, if the viewer may change it. */
    private MacroStore.Row lock(UUID id, Viewer viewer) {
        var row = store.lock(viewer, id).orElseThrow(Macros::notFound);
        row.sharing().requireChange(viewer, Permission.CONVERSATION_NOTE, Permission.KNOWLEDGE_MANAGE);
        return row;
    }

    private MacroStore.Row checked(UUID id, long sequence, Macro.Wanted wanted, Viewer viewer) {
        var errors = new ArrayList<FieldError>();
        var title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.isEmpty()
                || title.length() > LONGEST_NAME
                || INVISIBLE.matcher(title).find()) {
            errors.add(new FieldError("title", "must have 1 to " + LONGEST_NAME + " visible characters on one line"));
        }
        var asked = wanted.actions();
        var actions = new Macro.Actions(
                html("reply", asked == null ? null : asked.reply(), errors),
                html("note", asked == null ? null : asked.note(), errors),
                asked == null ? null : asked.status(),
                asked == null ? null : asked.priority(),
                asked == null ? null : asked.assignee(),
                asked == null ? null : asked.assignTeam(),
                tags("addTags", asked == null ? List.of() : asked.adds(), errors),
                tags("removeTags", asked == null ? List.of() : asked.removes(), errors),
                asked == null ? null : asked.snoozeHours());
        if (actions.snoozeHours() != null) {
            if (actions.snoozeHours() < 1 || actions.snoozeHours() > MOST_SNOOZE_HOURS) {
                errors.add(new FieldError("snoozeHours", "is 1 to " + MOST_SNOOZE_HOURS));
            }
            if (actions.status() == Status.SOLVED || actions.status() == Status.CLOSED) {
                errors.add(new FieldError("snoozeHours", "is for what stays open"));
            }
        }
        if (actions.assignee() != null && !ASSIGNEE.matcher(actions.assignee()).matches()) {
            errors.add(new FieldError("assignee", "is an agent's id, me or none"));
        }
        if (actions.nothing() && errors.isEmpty()) {
            errors.add(new FieldError("actions", "must do something"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var sharing = Sharing.wanted(wanted.scope(), wanted.team(), viewer);
        sharing.requireChange(viewer, Permission.CONVERSATION_NOTE, Permission.KNOWLEDGE_MANAGE);
        requireTeam("team", sharing.team());
        requireTeam("assignTeam", actions.assignTeam());
        return new MacroStore.Row(id, title, sharing, actions, sequence, clock.instant());
    }

    private void requireTeam(String field, @Nullable UUID team) {
        if (team != null) {
            teams.requireExisting(field, Set.of(team));
        }
    }

    private static @Nullable String html(String field, @Nullable String html, List<FieldError> errors) {
        if (html == null || html.isBlank()) {
            return null;
        }
        if (html.length() > LONGEST_TEXT) {
            errors.add(new FieldError(field, "has more than " + LONGEST_TEXT + " characters"));
            return null;
        }
        var clean = AuthoredHtml.clean(html.replace("\0", ""));
        return AuthoredHtml.text(clean).isBlank() ? null : clean;
    }

    private static @Nullable List<String> tags(String field, List<String> wanted, List<FieldError> errors) {
        var tags = new LinkedHashSet<String>();
        wanted.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .forEach(tags::add);
        if (tags.size() > MOST_TAGS || tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
            errors.add(new FieldError(
                    field, "has up to " + MOST_TAGS + " tags, each of 1 to " + LONGEST_TAG + " characters"));
        }
        return tags.isEmpty() ? null : List.copyOf(tags);
    }

    private void append(MacroStore.Row row, String kind, Viewer viewer) {
        log.append(NewEvent.of("macro", row.id(), row.sequence(), kind, viewer.actor()));
    }

    private Macro view(MacroStore.Row row) {
        return views(List.of(row)).getFirst();
    }

    /** Tags are shown as they are called now, whatever they were called when the macro was written. */
    private List<Macro> views(List<MacroStore.Row> rows) {
        var names = tags.current(rows.stream()
                .flatMap(row -> Stream.concat(row.actions().adds().stream(), row.actions().removes().stream()))
                .collect(toSet()));
        return rows.stream()
                .map(row -> new Macro(
                        row.id(),
                        row.title(),
                        row.sharing().scope(),
                        row.sharing().team(),
                        row.actions().calling(names),
                        row.sequence(),
                        row.updatedAt()))
                .toList();
    }

    private static Problem notFound() {
        return Problem.notFound("macro.not_found", "There is no such macro, or you may not see it.");
    }
}
