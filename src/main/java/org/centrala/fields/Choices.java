package org.centrala.fields;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.centrala.platform.web.Problem;

/** A tree to choose from. Every key that ever was in it stays in it, so that each value keeps its name. */
final class Choices {
    static final int MOST = 500;
    static final int DEEPEST = 4;

    private final List<Choice> items;

    Choices(List<Choice> items) {
        this.items = List.copyOf(items);
    }

    List<Choice> items() {
        return items;
    }

    Set<String> keys() {
        return items.stream().map(Choice::key).collect(toCollection(LinkedHashSet::new));
    }

    /** Those that can be chosen: neither archived themselves nor below something that is. */
    Set<String> offered() {
        var offered = new LinkedHashSet<String>();
        var hidden = Integer.MAX_VALUE;
        for (var item : items) {
            if (item.depth() > hidden) {
                continue;
            }
            hidden = item.archived() ? item.depth() : Integer.MAX_VALUE;
            if (!item.archived()) {
                offered.add(item.key());
            }
        }
        return offered;
    }

    /** These with everything below them. */
    Set<String> below(Set<String> tops) {
        var keys = new LinkedHashSet<String>();
        var inside = Integer.MAX_VALUE;
        for (var item : items) {
            if (item.depth() <= inside) {
                inside = tops.contains(item.key()) ? item.depth() : Integer.MAX_VALUE;
            }
            if (inside != Integer.MAX_VALUE) {
                keys.add(item.key());
            }
        }
        return keys;
    }

    /** One with those above it, the topmost first. */
    List<Choice> path(String key) {
        var above = new ArrayDeque<Choice>();
        for (var item : items) {
            while (above.size() > item.depth()) {
                above.removeLast();
            }
            above.addLast(item);
            if (item.key().equals(key)) {
                return List.copyOf(above);
            }
        }
        return List.of();
    }

    Optional<Choice> find(String key) {
        return items.stream().filter(item -> item.key().equals(key)).findFirst();
    }

    /** What a typed word means, with all below: who has exactly this key or name, or else whose name begins so. */
    Set<String> meant(String typed) {
        var word = Words.folded(typed);
        var exact = items.stream()
                .filter(item ->
                        item.key().equals(word) || Words.folded(item.name()).equals(word))
                .map(Choice::key)
                .collect(toSet());
        return below(
                !exact.isEmpty() || word.isEmpty()
                        ? exact
                        : items.stream()
                                .filter(item -> (" " + Words.folded(item.name())).contains(" " + word))
                                .map(Choice::key)
                                .collect(toSet()));
    }

    /** The tree as somebody has written it down anew: what it had is still there, by its key. */
    Choices changed(String field, List<Choice.Wanted> wanted) {
        if (wanted.size() > MOST) {
            throw Problem.invalid(field, "are at most " + MOST);
        }
        var old = keys();
        var taken = new LinkedHashSet<>(old);
        var now = new ArrayList<Choice>(wanted.size());
        var left = new LinkedHashSet<>(old);
        var names = new LinkedHashMap<String, Set<String>>();
        var above = new ArrayDeque<String>();
        for (var one : wanted) {
            var name = Words.name(field, one.name());
            var depth = one.depth() == null ? 0 : one.depth();
            if (depth < 0 || depth >= DEEPEST || depth > above.size()) {
                throw Problem.invalid(
                        field, "“" + name + "” stands too deep: at most " + DEEPEST + " levels, one after the other");
            }
            if (one.key() != null && !left.remove(one.key())) {
                throw Problem.invalid(field, "“" + name + "” has a key that is not in the list, or is there twice");
            }
            var key = one.key() != null ? one.key() : Words.key(name, "choice", taken);
            taken.add(key);
            while (above.size() > depth) {
                above.removeLast();
            }
            if (!names.computeIfAbsent(String.join("/", above), parent -> new LinkedHashSet<>())
                    .add(Words.folded(name))) {
                throw Problem.invalid(field, "“" + name + "” is twice in one place");
            }
            above.addLast(key);
            now.add(new Choice(key, name, depth, Boolean.TRUE.equals(one.archived())));
        }
        if (!left.isEmpty()) {
            throw Problem.invalid(
                    field,
                    "what is in use is archived rather than left out: "
                            + String.join(", ", names(left).values()));
        }
        return new Choices(now);
    }

    private Map<String, String> names(Set<String> keys) {
        var names = new LinkedHashMap<String, String>();
        items.stream().filter(item -> keys.contains(item.key())).forEach(item -> names.put(item.key(), item.name()));
        return names;
    }
}
