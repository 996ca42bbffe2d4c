package org.centrala.customers;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvTextTests {

    @Test
    void tablesAreReadAsSpreadsheetsWriteThem() {
        var rows = List.of(List.of("name", "notes"), List.of("Ana \"Kava\" Kovač", "two\nlines, one cell"));
        var text = "name,notes\r\n\"Ana \"\"Kava\"\" Kovač\",\"two\nlines, one cell\"\r\n\r\n,\r\n";
        assertThat(CsvText.read(text.getBytes(UTF_8)).rows()).isEqualTo(rows);
        assertThat(CsvText.read(("\ufeff" + text).getBytes(UTF_8)).rows()).isEqualTo(rows);
        assertThat(CsvText.read(text.getBytes(UTF_16)).rows()).isEqualTo(rows);
        assertThat(CsvText.read("a;b\n1,5;2".getBytes(UTF_8)).rows().get(1)).containsExactly("1,5", "2");
        assertThat(CsvText.read("a\tb\n1\t2".getBytes(UTF_8)).rows().get(1)).containsExactly("1", "2");
    }

    @Test
    void whatIsNoSuchFileIsRefusedWithTheReason() {
        refused("import.empty", new byte[0]);
        refused("import.no_rows", "name,email".getBytes(UTF_8));
        refused("import.charset", "name\nKovač".getBytes(Charset.forName("windows-1250")));
        refused("import.not_text", "PK\u0003\u0004\0\0\n\0".getBytes(UTF_8));
        refused("import.quote", "name\n\"Ana".getBytes(UTF_8));
        refused("import.too_wide", ("a\n" + ",".repeat(5_000)).getBytes(UTF_8));
        refused("import.too_many", "a\n".repeat(5_002).getBytes(UTF_8));
        refused("import.too_large", new byte[10 * 1024 * 1024]);
    }

    @Test
    void linesThatCannotBeTakenSayWhy() {
        assertThat(problem("Ana", "ana@posta.example")).isNull();
        assertThat(problem("Ana", "+386 1 555")).isEqualTo("email");
        assertThat(problem("", "")).isEqualTo("nobody");
        assertThat(problem("=cmd|' /C calc'!A0", "ana@posta.example")).isEqualTo("formula");
        assertThat(problem("Ana\u202ekavoK", "ana@posta.example")).isEqualTo("hiddenCharacters");
        assertThat(problem("Ana\u0007", "ana@posta.example")).isEqualTo("hiddenCharacters");
        assertThat(problem("a".repeat(201), "ana@posta.example")).isEqualTo("tooLong");
        assertThat(problem("a".repeat(4_000_000), "")).isEqualTo("tooLong");
        assertThat(ImportRow.of(2, List.of("a".repeat(4_000_000)), Map.of(ImportRow.Field.name, 0))
                        .name())
                .hasSize(200);
        assertThat(ImportRow.of(2, List.of("short line"), Map.of(ImportRow.Field.email, 7))
                        .problem())
                .isEqualTo("nobody");
    }

    private static @Nullable String problem(String name, String email) {
        return ImportRow.of(2, List.of(name, email), Map.of(ImportRow.Field.name, 0, ImportRow.Field.email, 1))
                .problem();
    }

    private static void refused(String code, byte[] file) {
        assertThatThrownBy(() -> CsvText.read(file))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .extracting(Problem::code)
                .isEqualTo(code);
    }
}
