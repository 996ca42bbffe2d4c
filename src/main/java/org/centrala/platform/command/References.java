package org.centrala.platform.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What rows name across modules, where no foreign key stands. Each module declares it in
 * {@code db/references/<module>.txt}; here it is checked, whatever the tables are called.
 */
final class References {
    private static final Pattern LINE = Pattern.compile("([a-z_]+)\\.([a-z_]+) -> (?:([a-z_]+)\\.([a-z_]+)|files)");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * What was found.
     *
     * @param references how many kinds were looked at
     * @param orphans a sentence for each kind that leads to nothing somewhere
     * @param contents files that hold a content
     * @param unnamed those that no row names
     */
    record Checked(int references, List<String> orphans, int contents, int unnamed) {
        Checked {
            orphans = List.copyOf(orphans);
        }
    }

    /** A column that names a column elsewhere, or a content when there is none. */
    record Reference(
            String table,
            String column,
            @Nullable String toTable,
            @Nullable String toColumn) {}

    private References() {}

    static List<Reference> declared() {
        try {
            var declared = new ArrayList<Reference>();
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:db/references/*.txt")) {
                file.getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> declared.add(reference(line)));
            }
            return declared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reference reference(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("Not a reference: " + line);
        }
        return new Reference(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }

    static Checked check(DataSource database, Path dataDirectory) {
        var jdbc = JdbcClient.create(database);
        var declared = declared();
        var orphans = new ArrayList<String>();
        var hashes = new LinkedHashMap<Reference, Set<String>>();
        for (var reference : declared) {
            if (reference.toTable() == null) {
                hashes.put(reference, hashes(jdbc, reference));
            } else {
                var count = orphans(jdbc, reference);
                if (count > 0) {
                    orphans.add(count + " rows of " + reference.table() + " name a " + reference.toTable()
                            + " that is not there (" + reference.column() + ")");
                }
            }
        }
        // After the rows: on a running server a content is there before a row names it, and swept long after none does.
        var contents = contents(dataDirectory.resolve("files"));
        var named = new HashSet<String>();
        hashes.forEach((reference, names) -> {
            named.addAll(names);
            var missing =
                    names.stream().filter(hash -> !contents.contains(hash)).toList();
            if (!missing.isEmpty()) {
                orphans.add(missing.size() + " contents that " + reference.table()
                        + " names are not in files/, such as " + missing.getFirst());
            }
        });
        var unnamed = contents.stream().filter(hash -> !named.contains(hash)).count();
        return new Checked(declared.size(), orphans, contents.size(), (int) unnamed);
    }

    /** The names are letters of our own files, checked by the pattern. */
    private static long orphans(JdbcClient jdbc, Reference reference) {
        return jdbc.sql("""
                select count(*) from %1$s here
                where here.%2$s is not null and not exists (select 1 from %3$s there where there.%4$s = here.%2$s)
                """.formatted(reference.table(), reference.column(), reference.toTable(), reference.toColumn()))
                .query(Long.class)
                .single();
    }

    private static Set<String> hashes(JdbcClient jdbc, Reference reference) {
        return new HashSet<>(jdbc.sql("select distinct %2$s from %1$s where %2$s is not null"
                        .formatted(reference.table(), reference.column()))
                .query(String.class)
                .list());
    }

    private static Set<String> contents(Path root) {
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        try (var paths = Files.walk(root, 2)) {
            return paths.map(path -> root.relativize(path).toString().replace("/", ""))
                    .filter(name -> HASH.matcher(name).matches())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
