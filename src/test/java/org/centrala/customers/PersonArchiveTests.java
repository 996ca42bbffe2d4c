package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PersonArchiveTests {

    @ParameterizedTest
    @CsvSource({
        "files/../../etc/passwd, files/_/_/etc/passwd",
        "/etc/passwd, _/etc/passwd",
        "račun za kavo.pdf, račun za kavo.pdf",
        "C:\\boot.ini, C__boot.ini",
        "..., _",
        "a\u202efdp.exe, a_fdp.exe",
    })
    void nameOfAStrangersFileStaysInsideItsFolder(String name, String kept) {
        assertThat(PersonArchive.safe(name)).isEqualTo(kept);
    }

    @Test
    void longNamesAreCutAndSameNamesKeptApart() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var archive = new PersonArchive(out, JsonMapper.shared(), Instant.parse("2026-11-22T10:00:00Z"))) {
            archive.file("f/" + "a".repeat(5_000), "1".getBytes(UTF_8));
            archive.file("f/Photo.jpg", "2".getBytes(UTF_8));
            archive.file("f/photo.JPG", "3".getBytes(UTF_8));
            archive.data("data.json", Map.of("name", "Ana"));
        }
        var entries = entries(out.toByteArray());
        assertThat(entries.keySet())
                .containsExactly("f/" + "a".repeat(120), "f/Photo.jpg", "f/2 photo.JPG", "data.json");
        assertThat(entries.get("f/2 photo.JPG")).isEqualTo("3");
        assertThat(entries.get("data.json")).contains("\"Ana\"");
    }

    /** The files of an archive by their names. */
    static Map<String, String> entries(byte[] zip) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        return entries;
    }
}
