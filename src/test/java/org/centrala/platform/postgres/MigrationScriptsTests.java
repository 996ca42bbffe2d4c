package org.centrala.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What every script of the history keeps to, so that an upgrade of a large installation stops nobody's work. */
class MigrationScriptsTests {
    /** Landed before this was looked after; landed scripts are never edited. */
    private static final String RULED_SINCE = "V20261122171000";

    private static final Pattern INDEX = Pattern.compile(
            "create\\s+(?:unique\\s+)?index\\s+(?<concurrently>concurrently\\s+)?(?:if\\s+not\\s+exists\\s+)?\\S+\\s+on\\s+(?:only\\s+)?(?<table>[a-z_]+)");
    private static final Pattern TABLE = Pattern.compile("create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?([a-z_]+)");

    @Test
    void anIndexOnATableThatMayBeLargeIsMadeWhileOthersWrite() throws IOException {
        for (var script : scripts()) {
            if (name(script).compareTo(RULED_SINCE) > 0) {
                assertThat(faults(script.getContentAsString(UTF_8), outsideTransaction(script)))
                        .as(name(script))
                        .isEmpty();
            }
        }
    }

    @Test
    void theRuleTellsGoodScriptsFromBad() {
        assertThat(faults("create table a (b int);\ncreate index a_b on a (b);", false))
                .isEmpty();
        assertThat(faults("create index a_b on a (b);", false)).hasSize(1);
        assertThat(faults("create unique index concurrently if not exists a_b on a (b);", false))
                .hasSize(1);
        assertThat(faults("create index concurrently a_b on a (b);", true)).isEmpty();
        assertThat(faults("-- create index a_b on a (b)\nalter table a add column c int;", false))
                .isEmpty();
    }

    private static List<String> faults(String script, boolean outsideTransaction) {
        var sql = script.replaceAll("--[^\\n]*", "");
        var made = TABLE.matcher(sql).results().map(match -> match.group(1)).toList();
        var faults = new ArrayList<String>();
        for (var match : INDEX.matcher(sql).results().toList()) {
            boolean concurrently = match.group("concurrently") != null;
            if (!concurrently && !made.contains(match.group("table"))) {
                faults.add("write 'create index concurrently', and executeInTransaction=false into SCRIPT.sql.conf: "
                        + match.group());
            }
            if (concurrently && !outsideTransaction) {
                faults.add("needs SCRIPT.sql.conf with executeInTransaction=false: " + match.group());
            }
        }
        return faults;
    }

    private static boolean outsideTransaction(Resource script) throws IOException {
        var settings = script.createRelative(name(script) + ".conf");
        return settings.exists()
                && settings.getContentAsString(UTF_8).replaceAll("\\s", "").contains("executeInTransaction=false");
    }

    private static List<Resource> scripts() throws IOException {
        return Arrays.asList(
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/*.sql"));
    }

    private static String name(Resource script) {
        return Objects.requireNonNull(script.getFilename());
    }
}
