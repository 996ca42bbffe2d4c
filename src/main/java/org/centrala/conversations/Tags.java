package org.centrala.conversations;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.text.Normalizer;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.conversations.TagStore.Meaning;
import org.centrala.conversations.TagStore.Row;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The list of tags, and what a typed word means.
 *
 * <p>A conversation holds keys, which never change. A tag's name may, and a merge is a pointer from tag to tag, so that
 * neither writes to any conversation and both can be taken back (ADR 0070). An old name goes on meaning the tag.
 */
@Service
public class Tags {
    static final int MOST = 50;

    private static final int LONGEST = 60;
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\u200c\\u200d]]");

    private final TagStore store;
    private final EventLog log;
    private final Clock clock;

    Tags(TagStore store, EventLog log, Clock clock) {
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    // --- what a conversation needs

    /** The keys of a conversation that shall have exactly the named tags: those it has by another key stay so. */
    List<String> replaced(List<String> present, List<String> wanted) {
        var meanings = meanings(wanted, true);
        var keys = kept(present, meanings.values().stream().map(Meaning::root).toList());
        return with(keys, meanings.values());
    }

    /** The keys after some tags were put on and others taken off, whatever else has happened to them meanwhile. */
    List<String> changed(List<String> present, List<String> added, List<String> removed) {
        var gone = new HashSet<>(keys(removed));
        var left = present.stream().filter(key -> !gone.contains(key)).toList();
        return with(left, meanings(added, true).values());
    }

    private List<String> kept(List<String> present, Collection<UUID> wanted) {
        var roots = store.roots(present);
        return present.stream().filter(key -> wanted.contains(roots.get(key))).toList();
    }

    private List<String> with(List<String> present, Collection<Meaning> added) {
        var keys = new LinkedHashSet<>(present);
        var roots = new HashSet<>(store.roots(present).values());
        added.stream()
                .filter(one -> roots.add(one.root()))
                .map(Meaning::rootKey)
                .forEach(keys::add);
        if (keys.size() > MOST) {
            throw Problem.invalid("tags", "are more than " + MOST);
        }
        return List.copyOf(keys);
    }

    /** Every key by which conversations may have the tags of these names; of an unknown name the key it would get. */
    List<String> keys(Collection<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var words = names.stream().map(Tags::word).toList();
        var keys = new LinkedHashSet<>(words);
        keys.addAll(store.keys(
                store.meanings(words).stream().map(Meaning::root).distinct().toList()));
        return List.copyOf(keys);
    }

    /** The same for each name by itself. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> keysOf(Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        var roots = store.meanings(names.stream().map(Tags::word).toList()).stream()
                .collect(toMap(Meaning::word, Meaning::root));
        var known = store.roots(store.keys(Set.copyOf(roots.values())));
        var keys = new HashMap<String, List<String>>();
        for (var name : names) {
            var found = new LinkedHashSet<>(List.of(word(name)));
            known.forEach((key, root) -> {
                if (root.equals(roots.get(word(name)))) {
                    found.add(key);
                }
            });
            keys.put(name, List.copyOf(found));
        }
        return keys;
    }

    /** For each key the name to show. */
    Map<String, String> names(Collection<String> keys) {
        return keys.isEmpty() ? Map.of() : store.names(keys);
    }

    /** The names to show for a conversation's keys, each once. */
    static List<String> shown(List<String> keys, Map<String, String> names) {
        return keys.stream().map(key -> names.getOrDefault(key, key)).distinct().toList();
    }

    /** Whoever sees the inbox is offered these from now on. */
    void used(List<String> keys, UUID inbox) {
        if (!keys.isEmpty()) {
            store.used(keys, inbox);
        }
    }

    /** The newest conversations that an event of a tag may show otherwise. */
    List<UUID> conversationsOf(UUID tag, int limit) {
        return store.find(tag)
                .map(row -> store.conversations(store.keys(List.of(row.root())), limit))
                .orElse(List.of());
    }

    /** What these names are called now, in their order; unknown ones stay as they are. */
    @Transactional(readOnly = true)
    public Map<String, String> current(Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        var byWord = store.meanings(names.stream().map(Tags::word).toList()).stream()
                .collect(toMap(Meaning::word, Meaning::rootKey));
        var shown = store.names(byWord.values());
        var current = new HashMap<String, String>();
        for (var name : names) {
            var key = byWord.get(word(name));
            current.put(name, key == null ? name : shown.getOrDefault(key, name));
        }
        return current;
    }

    /** What names mean, in their order; unknown ones become tags. */
    private Map<String, Meaning> meanings(List<String> names, boolean made) {
        var wanted = new LinkedHashMap<String, String>();
        for (var name : names) {
            var clean = name("tags", name);
            wanted.putIfAbsent(word(clean), clean);
        }
        if (wanted.size() > MOST) {
            throw Problem.invalid("tags", "are more than " + MOST);
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        var known = store.meanings(wanted.keySet()).stream().collect(toMap(Meaning::word, one -> one));
        if (made && known.size() < wanted.size()) {
            // In one order, so that two people who make the same two wait for each other and not in a circle.
            new TreeMap<>(wanted).forEach((word, name) -> {
                if (!known.containsKey(word)) {
                    store.insert(
                            new Row(Ids.next(), word, name, Tag.Colour.GREY, null, null, 1), false, clock.instant());
                }
            });
            store.meanings(wanted.keySet()).forEach(one -> known.put(one.word(), one));
        }
        var meanings = new LinkedHashMap<String, Meaning>();
        wanted.keySet().stream().filter(known::containsKey).forEach(word -> meanings.put(word, known.get(word)));
        return meanings;
    }

    // --- the list

    /** The tags that a viewer is offered: those made in the settings, and those used in an inbox that they see. */
    @Transactional(readOnly = true)
    public Page<Tag> offered(String part, @Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        var size = Page.limit(limit);
        return Page.of(
                store.offered(word(part), viewer.inboxArray(), place(cursor), size + 1),
                size,
                tag -> Cursor.of(tag.name(), tag.id()));
    }

    @Transactional(readOnly = true)
    public Page<Tag.Managed> list(@Nullable Integer limit, @Nullable String cursor, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        var size = Page.limit(limit);
        var rows = store.managed(null, viewer.inboxArray(), place(cursor), size + 1);
        return new Page<>(
                views(rows.subList(0, Math.min(size, rows.size()))),
                Page.of(
                                rows,
                                size,
                                used -> Cursor.of(used.row().name(), used.row().id()))
                        .next());
    }

    @Transactional(readOnly = true)
    public Tag.Managed get(UUID id, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        return views(store.managed(id, viewer.inboxArray(), null, 1)).stream()
                .findFirst()
                .orElseThrow(Tags::notFound);
    }

    private static TagStore.@Nullable Place place(@Nullable String cursor) {
        var after = Cursor.decode(cursor, 2);
        return after == null ? null : new TagStore.Place(after.text(0), after.uuid(1));
    }

    @Transactional
    public Tag.Managed create(Tag.Wanted wanted, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        store.lockList();
        var name = name("name", wanted.name());
        var colour = wanted.colour() == null ? Tag.Colour.GREY : wanted.colour();
        var row = new Row(Ids.next(), word(name), name, colour, null, null, 1);
        requireFree(name, null);
        if (!store.insert(row, true, clock.instant())) {
            throw taken(name);
        }
        log.append(NewEvent.of("tag", row.id(), 1, "tag.created", viewer.actor())
                .changing(Map.of("name", new Change(null, name))));
        return get(row.id(), viewer);
    }

    /** Renames or colours it; with a sequence only while nobody else has changed it since. */
    @Transactional
    public Tag.Managed change(UUID id, Tag.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        var before = held(id, sequence, viewer);
        var name = name("name", wanted.name());
        var colour = wanted.colour() == null ? before.colour() : wanted.colour();
        requireFree(name, id);
        if (!store.addWord(word(name), id)) {
            throw taken(name);
        }
        var changes = new LinkedHashMap<String, Change>();
        if (!before.name().equals(name)) {
            changes.put("name", new Change(before.name(), name));
        }
        if (before.colour() != colour) {
            changes.put("colour", new Change(before.colour().wire(), colour.wire()));
        }
        if (!changes.isEmpty()) {
            var row = new Row(id, before.key(), name, colour, null, null, before.sequence() + 1);
            store.update(row, clock.instant());
            log.append(NewEvent.of("tag", id, row.sequence(), "tag.changed", viewer.actor())
                    .changing(changes));
        }
        return get(id, viewer);
    }

    /** Deletes one that no conversation has; one that is used can be merged into another. */
    @Transactional
    public void delete(UUID id, Viewer viewer) {
        var row = held(id, null, viewer);
        if (!store.mergedInto(List.of(id)).isEmpty() || store.isUsed(List.of(row.key()))) {
            throw Problem.conflict(
                    "tag.used",
                    "Conversations have this tag, or others were merged into it. Merge it into another tag.");
        }
        store.delete(id);
        log.append(NewEvent.of("tag", id, row.sequence() + 1, "tag.deleted", viewer.actor())
                .changing(Map.of("name", new Change(row.name(), null))));
    }

    @Transactional(readOnly = true)
    public Tag.Preview preview(UUID id, Tag.Merge wanted, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        var into = root(id);
        var from = wanted(into, wanted);
        var all = new HashSet<>(from);
        all.add(id);
        var keys = store.keys(all);
        return new Tag.Preview(
                store.conversationsWith(keys, List.of(), viewer.inboxArray()),
                store.conversationsWith(keys, store.keys(List.of(id)), viewer.inboxArray()));
    }

    /** Merges tags into one: whatever has them is shown with it from now on. */
    @Transactional
    public Tag.Managed merge(UUID id, Tag.Merge wanted, Viewer viewer) {
        var into = held(id, null, viewer);
        for (var one : wanted(into, wanted)) {
            var row = root(one);
            store.merge(one, id, clock.instant());
            log.append(NewEvent.of("tag", one, row.sequence() + 1, "tag.merged", viewer.actor())
                    .changing(Map.of("name", new Change(row.name(), into.name())))
                    .ref("into", id));
        }
        return get(id, viewer);
    }

    /** Takes a tag out of the one it was merged into: what had it before has it again, by its own name. */
    @Transactional
    public Tag.Managed unmerge(UUID id, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        store.lockList();
        var row = store.find(id).orElseThrow(Tags::notFound);
        if (row.mergedInto() == null) {
            throw Problem.conflict("tag.not_merged", "This tag is not merged into another.");
        }
        store.merge(id, null, clock.instant());
        log.append(NewEvent.of("tag", id, row.sequence() + 1, "tag.unmerged", viewer.actor())
                .ref("from", row.mergedInto()));
        return get(id, viewer);
    }

    private Set<UUID> wanted(Row into, Tag.Merge wanted) {
        var from = new LinkedHashSet<>(wanted.tags() == null ? List.of() : wanted.tags());
        if (from.isEmpty() || from.size() > MOST) {
            throw Problem.invalid("tags", "names 1 to " + MOST + " tags");
        }
        if (from.contains(into.id())) {
            throw Problem.invalid("tags", "a tag is not merged into itself");
        }
        from.forEach(this::root);
        return from;
    }

    /** A tag that is not merged into another, while nobody else changes the list. */
    private Row held(UUID id, @Nullable Long sequence, Viewer viewer) {
        viewer.require(Permission.KNOWLEDGE_MANAGE);
        store.lockList();
        var row = root(id);
        if (sequence != null && sequence != row.sequence()) {
            throw Problem.preconditionFailed(
                    "tag.changed", "Somebody has changed the tag since you opened it.", Map.of("tag", get(id, viewer)));
        }
        return row;
    }

    private Row root(UUID id) {
        var row = store.find(id).orElseThrow(Tags::notFound);
        if (row.mergedInto() != null) {
            throw Problem.conflict("tag.merged", "This tag was merged into another. Un-merge it first.");
        }
        return row;
    }

    private void requireFree(String name, @Nullable UUID own) {
        if (store.meanings(List.of(word(name))).stream()
                .anyMatch(one -> !one.root().equals(own))) {
            throw taken(name);
        }
    }

    private List<Tag.Managed> views(List<TagStore.Used> rows) {
        var ids = rows.stream().map(used -> used.row().id()).toList();
        var merged = store.mergedInto(ids).stream().collect(groupingBy(Row::root));
        var words = store.words(ids);
        return rows.stream()
                .map(used -> new Tag.Managed(
                        used.row().id(),
                        used.row().name(),
                        used.row().colour(),
                        used.conversations(),
                        words.getOrDefault(used.row().id(), List.of()).stream()
                                .filter(word -> !word.equals(word(used.row().name())))
                                .toList(),
                        merged.getOrDefault(used.row().id(), List.of()).stream()
                                .map(one -> new Tag(one.id(), one.name(), one.colour()))
                                .toList(),
                        used.row().sequence()))
                .toList();
    }

    private static String name(String field, @Nullable String typed) {
        var clean = typed == null ? "" : Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        if (clean.isEmpty() || clean.length() > LONGEST) {
            throw Problem.invalid(field, "each has 1 to " + LONGEST + " characters");
        }
        if (INVISIBLE.matcher(clean).find()) {
            throw Problem.invalid(field, "each is one line of visible characters");
        }
        return clean;
    }

    /** How a name is compared. */
    private static String word(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static Problem taken(String name) {
        return Problem.conflict("tag.exists", "“" + name + "” means another tag already. Merge the two instead.");
    }

    private static Problem notFound() {
        return Problem.notFound("tag.not_found", "There is no such tag.");
    }
}
