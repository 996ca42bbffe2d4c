package org.centrala.search.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What can be found of one thing.
 *
 * @param inboxes whoever sees one of these may find it; empty: everybody
 * @param order when it last mattered, in milliseconds of the epoch: of equally good hits the newer stands first
 * @param texts field name to text; a word in any field but {@link #BODY} counts for more
 * @param keywords field name to values found only whole, separated by white space, whatever the case: a number, addresses
 * @param marks name to values that a {@link org.centrala.search.Filter} asks for exactly
 * @param names name to names and addresses that a filter asks for by their words
 * @param files what is written in files, found like the long text
 * @param times name to a time in milliseconds of the epoch
 */
public record SearchDocument(
        String kind,
        UUID id,
        Set<UUID> inboxes,
        long order,
        Map<String, String> texts,
        Map<String, String> keywords,
        Map<String, Set<String>> marks,
        Map<String, Set<String>> names,
        Map<String, Long> times,
        List<File> files) {

    /** The words of a file, which a hit in it names. */
    public record File(String name, String text) {}

    /** The name of the long text. */
    public static final String BODY = "body";

    public SearchDocument {
        inboxes = Set.copyOf(inboxes);
        texts = new LinkedHashMap<>(texts);
        keywords = Map.copyOf(keywords);
        marks = Map.copyOf(marks);
        names = Map.copyOf(names);
        times = Map.copyOf(times);
        files = List.copyOf(files);
    }

    /** One that is found by its words only. */
    public SearchDocument(
            String kind,
            UUID id,
            Set<UUID> inboxes,
            long order,
            Map<String, String> texts,
            Map<String, String> keywords) {
        this(kind, id, inboxes, order, texts, keywords, Map.of(), Map.of(), Map.of(), List.of());
    }
}
