package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.centrala.customers.spi.PersonalData;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A ZIP file with what is kept about one person; whatever a stranger called their file, it stays inside its folder. */
final class PersonArchive implements PersonalData.Archive, AutoCloseable {
    private static final int LONGEST_NAME = 120;

    private final ZipOutputStream zip;
    private final JsonMapper json;
    private final Instant at;
    private final Set<String> names = new HashSet<>();

    PersonArchive(OutputStream out, JsonMapper json, Instant at) {
        this.zip = new ZipOutputStream(out, UTF_8);
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.at = at;
    }

    @Override
    public void data(String name, Object content) throws IOException {
        file(name, json.writeValueAsBytes(content));
    }

    @Override
    public void file(String name, byte[] content) throws IOException {
        var entry = new ZipEntry(unused(safe(name)));
        entry.setTime(at.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Parts of letters, digits and a few signs: nothing climbs out, hides its ending or is a device of some system. */
    static String safe(String name) {
        var parts = name.split("/");
        var safe = new StringBuilder();
        for (var part : parts) {
            var clean = part.codePoints()
                    .map(point -> Character.isLetterOrDigit(point)
                                    || Character.getType(point) == Character.NON_SPACING_MARK
                                    || " ._-()".indexOf(point) >= 0
                            ? point
                            : '_')
                    .limit(LONGEST_NAME)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip()
                    .replaceAll("^\\.+|\\.+$", "_");
            safe.append(safe.isEmpty() ? "" : "/").append(clean.isEmpty() ? "_" : clean);
        }
        return safe.toString();
    }

    private String unused(String name) {
        var free = name;
        for (int number = 2; !names.add(free.toLowerCase(Locale.ROOT)); number++) {
            var slash = name.lastIndexOf('/') + 1;
            free = name.substring(0, slash) + number + " " + name.substring(slash);
        }
        return free;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
