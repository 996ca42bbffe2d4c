package org.centrala.conversations;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.Permission;
import org.centrala.access.Sharing;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
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

/** The saved views that a viewer sees, those they may change (their own, or all with {@code knowledge.manage}), and what they hold. */
@Service
@Transactional
public class SavedViews {
    private static final int LONGEST_TITLE = 60;
    private static final int MOST_CONDITIONS = 20;
    private static final int MOST_OWN = 50;
    private static final int MOST_SHARED = 100;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]");

    private final SavedViewStore store;
    private final SavedViewRowStore rows;
    private final Conversations conversations;
    private final Tags tags;
    private final Teams teams;
    private final EventLog log;
    private final Clock clock;

    SavedViews(
            SavedViewStore store,
            SavedViewRowStore rows,
            Conversations conversations,
            Tags tags,
            Teams teams,
            EventLog log,
            Clock clock) {
        this.store = store;
        this.rows = rows;
        this.conversations = conversations;
        this.tags = tags;
        this.teams = teams;
        this.log = log;
        this.clock = clock;
    }

    /** In the viewer's order; {@code usable} leaves out those of teams that the viewer manages only. */
    @Transactional(readOnly = true)
    public List<SavedView> list(boolean usable, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return shown(store.list(viewer, !usable));
    }

    @Transactional(readOnly = true)
    public SavedView get(UUID id, Viewer viewer) {
        return shown(find(id, viewer));
    }

    /** What it holds of what the viewer sees; {@code inbox} narrows it. */
    @Transactional(readOnly = true)
    public Page<Conversation> conversations(
            UUID id, @Nullable UUID inbox, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        var view = find(id, viewer);
        var where = where(view.conditions(), "v", viewer, tags.keysOf(ViewWhere.tags(view.conditions())));
        var size = Page.limit(limit);
        var after = Cursor.decode(cursor, SavedViewRowStore.cursorParts(view.sort()));
        var visible = inbox == null ? viewer.inboxArray() : viewer.sees(inbox) ? new UUID[] {inbox} : new UUID[0];
        var found = rows.page(where, view.sort(), visible, after, size + 1);
        return new Page<>(
                conversations.views(found.subList(0, Math.min(size, found.size())), viewer),
                Page.of(found, size, row -> SavedViewRowStore.cursor(row, view.sort()))
                        .next());
    }

    /** How many each view of the viewer's list holds. */
    @Transactional(readOnly = true)
    public Map<UUID, SavedView.Count> counts(Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var views = store.list(viewer, false);
        var keys = tags.keysOf(ViewWhere.tags(
                views.stream().flatMap(view -> view.conditions().stream()).toList()));
        var asked = new ArrayList<ViewWhere>();
        for (var view : views) {
            asked.add(where(view.conditions(), "v" + asked.size() + "x", viewer, keys));
        }
        var counted = rows.counts(asked, viewer.inboxArray());
        var counts = new LinkedHashMap<UUID, SavedView.Count>();
        for (int i = 0; i < views.size(); i++) {
            counts.put(views.get(i).id(), counted.get(i));
        }
        return counts;
    }

    /** How many a view of these conditions would hold. */
    @Transactional(readOnly = true)
    public SavedView.Count count(@Nullable List<ViewCondition> conditions, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var errors = new ArrayList<FieldError>();
        var checked = conditions(conditions, errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var where = where(checked, "v", viewer, tags.keysOf(ViewWhere.tags(checked)));
        return rows.counts(List.of(where), viewer.inboxArray()).getFirst();
    }

    public SavedView create(SavedView.Wanted wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var row = checked(Ids.next(), 1, wanted, viewer);
        requireRoom(row);
        store.insert(row);
        append(row, "view.created", viewer);
        return shown(row);
    }

    /** Replaces what it says; with a sequence only while nobody else has changed it since. */
    public SavedView change(UUID id, SavedView.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        var before = lock(id, false, viewer);
        if (sequence != null && sequence != before.sequence()) {
            throw Problem.preconditionFailed(
                    "view.changed",
                    "Somebody has changed the view since you opened it.",
                    Map.of("view", shown(before)));
        }
        var row = checked(id, before.sequence() + 1, wanted, viewer);
        if ((row.sharing().owner() == null) != (before.sharing().owner() == null)) {
            requireRoom(row);
        }
        store.update(row);
        append(row, "view.changed", viewer);
        return shown(row);
    }

    /** It can be taken back for {@link #KEPT}. */
    public void delete(UUID id, Viewer viewer) {
        var row = counted(lock(id, false, viewer));
        store.delete(row, clock.instant(), clock.instant().minus(KEPT));
        append(row, "view.deleted", viewer);
    }

    public SavedView restore(UUID id, Viewer viewer) {
        var row = counted(lock(id, true, viewer));
        requireRoom(row);
        store.update(row);
        append(row, "view.restored", viewer);
        return shown(row);
    }

    /** In which order this agent has the views; those that are not named come after. */
    public List<SavedView> order(List<UUID> ids, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var agent = viewer.agentId().orElseThrow(() -> Problem.invalid("views", "have no order for an API key"));
        if (ids.stream().anyMatch(Objects::isNull)
                || ids.size() > MOST_OWN + MOST_SHARED
                || new HashSet<>(ids).size() != ids.size()) {
            throw Problem.invalid("views", "are named once each");
        }
        store.order(agent, ids);
        return shown(store.list(viewer, false));
    }

    private SavedViewStore.Row find(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return store.find(viewer, id).orElseThrow(SavedViews::notFound);
    }

    private SavedViewStore.Row lock(UUID id, boolean deleted, Viewer viewer) {
        var row = store.lock(viewer, id, deleted).orElseThrow(SavedViews::notFound);
        row.sharing().requireChange(viewer, Permission.CONVERSATION_READ, Permission.KNOWLEDGE_MANAGE);
        return row;
    }

    private void requireRoom(SavedViewStore.Row row) {
        var most = row.sharing().owner() == null ? MOST_SHARED : MOST_OWN;
        if (store.countFor(row.sharing().owner()) >= most) {
            throw Problem.invalid("title", "would be one of more than " + most + " views");
        }
    }

    private SavedViewStore.Row checked(UUID id, long sequence, SavedView.Wanted wanted, Viewer viewer) {
        var errors = new ArrayList<FieldError>();
        var title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.isEmpty()
                || title.length() > LONGEST_TITLE
                || INVISIBLE.matcher(title).find()) {
            errors.add(new FieldError("title", "must have 1 to " + LONGEST_TITLE + " visible characters on one line"));
        }
        var conditions = conditions(wanted.conditions(), errors);
        var columns = wanted.columns() == null ? List.<SavedView.Column>of() : wanted.columns();
        if (columns.stream().anyMatch(Objects::isNull) || new HashSet<>(columns).size() != columns.size()) {
            errors.add(new FieldError("columns", "are named once each"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var sort = wanted.sort() == null ? SavedView.Sort.ACTIVITY : wanted.sort();
        requireSort(sort, ViewWhere.shape(conditions, viewer));
        var sharing = Sharing.wanted(wanted.scope(), wanted.team(), viewer);
        sharing.requireChange(viewer, Permission.CONVERSATION_READ, Permission.KNOWLEDGE_MANAGE);
        if (sharing.team() != null) {
            teams.requireExisting("team", Set.of(sharing.team()));
        }
        return new SavedViewStore.Row(id, title, sharing, conditions, sort, columns, sequence, clock.instant());
    }

    private static List<ViewCondition> conditions(@Nullable List<ViewCondition> wanted, List<FieldError> errors) {
        var conditions = wanted == null ? List.<ViewCondition>of() : wanted;
        if (conditions.size() > MOST_CONDITIONS) {
            errors.add(new FieldError("conditions", "are more than " + MOST_CONDITIONS));
            return List.of();
        }
        for (int i = 0; i < conditions.size(); i++) {
            var problem = conditions.get(i) == null
                    ? "is no condition"
                    : conditions.get(i).problem();
            if (problem != null) {
                errors.add(new FieldError("conditions." + i, problem));
            }
        }
        return conditions;
    }

    private static void requireSort(SavedView.Sort sort, ViewWhere where) {
        if ((sort == SavedView.Sort.PRIORITY || sort == SavedView.Sort.TOUCHED) && where.done()) {
            throw Problem.invalid("sort", "is by " + sort.wire() + " only of what is open: ask for open statuses");
        }
        if (sort == SavedView.Sort.WAKING && !where.snoozedOnly()) {
            throw Problem.invalid("sort", "is by waking only of what is snoozed");
        }
    }

    private ViewWhere where(
            List<ViewCondition> conditions, String prefix, Viewer viewer, Map<String, List<String>> keys) {
        return ViewWhere.of(conditions, prefix, new ViewWhere.Asking(viewer, clock.instant(), keys));
    }

    private SavedViewStore.Row counted(SavedViewStore.Row row) {
        return new SavedViewStore.Row(
                row.id(),
                row.title(),
                row.sharing(),
                row.conditions(),
                row.sort(),
                row.columns(),
                row.sequence() + 1,
                clock.instant());
    }

    private void append(SavedViewStore.Row row, String kind, Viewer viewer) {
        log.append(NewEvent.of("view", row.id(), row.sequence(), kind, viewer.actor()));
    }

    private SavedView shown(SavedViewStore.Row row) {
        return shown(List.of(row)).getFirst();
    }

    /** With the names that tags have now. */
    private List<SavedView> shown(List<SavedViewStore.Row> found) {
        var names = tags.current(ViewWhere.tags(
                found.stream().flatMap(row -> row.conditions().stream()).toList()));
        return found.stream()
                .map(row -> new SavedView(
                        row.id(),
                        row.title(),
                        row.sharing().scope(),
                        row.sharing().team(),
                        row.conditions().stream()
                                .map(condition -> condition.named(names))
                                .toList(),
                        row.sort(),
                        row.columns(),
                        row.sequence(),
                        row.updatedAt()))
                .toList();
    }

    private static Problem notFound() {
        return Problem.notFound("view.not_found", "There is no such view, or you may not see it.");
    }
}
