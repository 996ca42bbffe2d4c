package org.centrala.knowledge;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.Permission;
import org.centrala.access.Sharing;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
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

/** The snippets that a viewer may use, and those they may change: their own, or all with {@code knowledge.manage}. */
@Service
@Transactional
public class Snippets {
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int LONGEST = 50_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_WORDS = 8;
    private static final Pattern SHORTCUT = Pattern.compile("[\\p{Ll}\\p{N}][\\p{Ll}\\p{N}._-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]");

    private final SnippetStore store;
    private final Teams teams;
    private final EventLog log;
    private final Clock clock;

    Snippets(SnippetStore store, Teams teams, EventLog log, Clock clock) {
        this.store = store;
        this.teams = teams;
        this.log = log;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Snippet> list(
            @Nullable String q, boolean usable, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var after = Cursor.decode(cursor, 2);
        int size = Page.limit(limit);
        var words = q == null || q.isBlank()
                ? List.<String>of()
                : Arrays.stream(q.strip().split("\\s+")).limit(MOST_WORDS).toList();
        var place = after == null ? null : new SnippetStore.Place(after.text(0), after.uuid(1));
        var rows = Page.of(
                store.list(viewer, usable, words, place, size + 1), size, row -> Cursor.of(row.title(), row.id()));
        var files = store.files(rows.items().stream().map(SnippetStore.Row::id).toList());
        return rows.map(row -> view(row, files.getOrDefault(row.id(), List.of())));
    }

    @Transactional(readOnly = true)
    public Snippet get(UUID id, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return view(store.find(viewer, id).orElseThrow(Snippets::notFound));
    }

    public Snippet create(Snippet.Wanted wanted, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_NOTE);
        var row = checked(Ids.next(), 1, wanted, viewer);
        store.insert(row);
        append(row, "snippet.created", viewer);
        return view(row);
    }

    /** Replaces what it says; with a sequence only while nobody else has changed it since. */
    public Snippet change(UUID id, Snippet.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        var before = lock(id, viewer);
        if (sequence != null && sequence != before.sequence()) {
            throw Problem.preconditionFailed(
                    "snippet.changed",
                    "Somebody has changed the snippet since you opened it.",
                    Map.of("snippet", view(before)));
        }
        var row = checked(id, before.sequence() + 1, wanted, viewer);
        store.update(row);
        append(row, "snippet.changed", viewer);
        return view(row);
    }

    public void delete(UUID id, Viewer viewer) {
        var row = lock(id, viewer);
        store.delete(id);
        append(counted(row), "snippet.deleted", viewer);
    }

    Snippet addFile(UUID id, SnippetStore.Content file, Viewer viewer) {
        var row = lock(id, viewer);
        var kept = view(row).files().stream().mapToLong(Snippet.File::size).sum();
        if (kept + file.bytes().length > MOST_BYTES) {
            throw tooMuch();
        }
        store.addFile(Ids.next(), id, file);
        return counting(row, viewer);
    }

    public Snippet removeFile(UUID id, UUID file, Viewer viewer) {
        var row = lock(id, viewer);
        return store.removeFile(id, file) ? counting(row, viewer) : view(row);
    }

    @Transactional(readOnly = true)
    SnippetStore.Content file(UUID id, UUID file, Viewer viewer) {
        get(id, viewer);
        return store.file(id, file)
                .orElseThrow(() ->
                        Problem.notFound("attachment.not_found", "There is no such file, or you may not see it."));
    }

    static Problem tooMuch() {
        return Problem.invalid("files", "have more than " + MOST_BYTES / 1024 / 1024 + " MB together");
    }

    /** The snippet, held, if the viewer may change it. */
    private SnippetStore.Row lock(UUID id, Viewer viewer) {
        var row = store.lock(viewer, id).orElseThrow(Snippets::notFound);
        row.sharing().requireChange(viewer, Permission.CONVERSATION_NOTE, Permission.KNOWLEDGE_MANAGE);
        return row;
    }

    private SnippetStore.Row checked(UUID id, long sequence, Snippet.Wanted wanted, Viewer viewer) {
        var errors = new ArrayList<FieldError>();
        var title = wanted.title() == null ? "" : wanted.title().strip();
        if (title.isEmpty()
                || title.length() > LONGEST_NAME
                || INVISIBLE.matcher(title).find()) {
            errors.add(new FieldError("title", "must have 1 to " + LONGEST_NAME + " visible characters on one line"));
        }
        var shortcut = absentIfBlank(wanted.shortcut());
        if (shortcut != null && !SHORTCUT.matcher(shortcut).matches()) {
            errors.add(new FieldError("shortcut", "has up to 40 letters, digits, dots, dashes and underscores"));
        }
        var language = absentIfBlank(wanted.language());
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            errors.add(new FieldError("language", "must be a language such as pl"));
        }
        var html = wanted.html() == null ? "" : wanted.html().replace("\0", "");
        var clean = html.length() > LONGEST ? "" : AuthoredHtml.clean(html);
        if (clean.isBlank() || AuthoredHtml.text(clean).isBlank() && !clean.contains("<img")) {
            errors.add(new FieldError("html", "must have 1 to " + LONGEST + " characters"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        var sharing = Sharing.wanted(wanted.scope(), wanted.team(), viewer);
        sharing.requireChange(viewer, Permission.CONVERSATION_NOTE, Permission.KNOWLEDGE_MANAGE);
        if (sharing.team() != null) {
            teams.requireExisting("team", Set.of(sharing.team()));
        }
        return new SnippetStore.Row(
                id, title, shortcut, language, sharing, clean, AuthoredHtml.text(clean), sequence, clock.instant());
    }

    private static @Nullable String absentIfBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    private Snippet counting(SnippetStore.Row row, Viewer viewer) {
        var counted = counted(row);
        store.update(counted);
        append(counted, "snippet.changed", viewer);
        return view(counted);
    }

    private SnippetStore.Row counted(SnippetStore.Row row) {
        return new SnippetStore.Row(
                row.id(),
                row.title(),
                row.shortcut(),
                row.language(),
                row.sharing(),
                row.html(),
                row.text(),
                row.sequence() + 1,
                clock.instant());
    }

    private void append(SnippetStore.Row row, String kind, Viewer viewer) {
        log.append(NewEvent.of("snippet", row.id(), row.sequence(), kind, viewer.actor()));
    }

    private Snippet view(SnippetStore.Row row) {
        return view(row, store.files(List.of(row.id())).getOrDefault(row.id(), List.of()));
    }

    private static Snippet view(SnippetStore.Row row, List<Snippet.File> files) {
        return new Snippet(
                row.id(),
                row.title(),
                row.shortcut(),
                row.language(),
                row.sharing().scope(),
                row.sharing().team(),
                row.html(),
                row.text(),
                files,
                row.sequence(),
                row.updatedAt());
    }

    private static Problem notFound() {
        return Problem.notFound("snippet.not_found", "There is no such snippet, or you may not see it.");
    }
}
