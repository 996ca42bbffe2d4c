package org.centrala.channels.email.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells names that a hasty reader takes for others: letters of another alphabet, a digit for a letter, two letters for
 * one. Two domains look alike when their skeletons are the same and they are not.
 */
public final class LookAlikes {
    private static final Map<String, String> SEEN_AS = table();
    private static final int MOST_READINGS = 30;
    private static final List<List<String>> SWAPS = List.of(
            List.of("0", "o"), List.of("1", "l", "i"), List.of("5", "s"), List.of("rn", "m"), List.of("vv", "w"));

    private LookAlikes() {}

    /** The one among these domains that this one is made to look like. */
    public static Optional<String> lookedLike(String domain, Collection<String> known) {
        var own = Domains.organisation(Domains.ascii(domain));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        var skeleton = skeleton(Domains.unicode(own));
        return known.stream()
                .map(Domains::ascii)
                .map(Domains::organisation)
                .filter(other -> !other.isEmpty() && !other.equals(own))
                .filter(other -> skeleton(Domains.unicode(other)).equals(skeleton))
                .findFirst();
    }

    /** The address in a name that is not the one it is written with, e.g. {@code "boss@shop.example" <x@evil.example>}. */
    public static Optional<String> otherAddress(@Nullable String name, String address) {
        if (name == null || name.indexOf('@') < 0) {
            return Optional.empty();
        }
        for (var word : name.toLowerCase(Locale.ROOT).split("[\\s<>()\\[\\]\"',;:]+")) {
            int at = word.indexOf('@');
            if (at > 0 && word.indexOf('.', at) > 0 && !sameOrganisation(word, address)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static boolean sameOrganisation(String one, String other) {
        return Domains.aligned(Domains.ofAddress(one), Domains.ofAddress(other), false);
    }

    /**
     * What a hasty reader may take an odd domain for: one with letters of other alphabets, digits among the letters, or
     * pairs that look like one letter. Nothing for the other domains.
     */
    public static Set<String> readings(String domain) {
        var name = Domains.organisation(Domains.ascii(domain));
        var own = name.startsWith("xn--") || name.contains(".xn--") ? latin(Domains.unicode(name)) : name;
        var readings = new LinkedHashSet<String>();
        readings.add(own);
        for (var swap : SWAPS) {
            for (var one : List.copyOf(readings)) {
                if (one.contains(swap.getFirst()) && readings.size() < MOST_READINGS) {
                    swap.subList(1, swap.size()).forEach(as -> readings.add(one.replace(swap.getFirst(), as)));
                }
            }
        }
        readings.remove(name);
        return readings;
    }

    private static String latin(String name) {
        var read = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> read.append(letter.charAt(0) < 128 ? letter : SEEN_AS.getOrDefault(letter, letter)));
        return read.toString();
    }

    /** A name of a person or shop in the form in which such names are compared. */
    public static String letters(String name) {
        return skeleton(name).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** What it looks like at a glance. */
    static String skeleton(String text) {
        var plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        var seen = new StringBuilder();
        plain.codePoints().forEach(letter -> {
            var one = Character.toString(letter);
            seen.append(SEEN_AS.getOrDefault(one, one));
        });
        var joined = seen.toString();
        for (var pair : PAIRS) {
            joined = joined.replace(pair, SEEN_AS.getOrDefault(pair, pair));
        }
        return joined;
    }

    private static final List<String> PAIRS = SEEN_AS.keySet().stream()
            .filter(key -> key.codePointCount(0, key.length()) > 1)
            .toList();

    /** Lines of a letter and of those that are taken for it. */
    private static Map<String, String> table() {
        var table = new HashMap<String, String>();
        try (var in = Objects.requireNonNull(LookAlikes.class.getResourceAsStream("look-alikes.txt"))) {
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                var words = new ArrayList<>(List.of(line.strip().split("\\s+")));
                var letter = words.removeFirst();
                if (!letter.isEmpty() && !letter.equals("#")) {
                    words.forEach(other -> table.put(other, letter));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
