package org.centrala;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The map of ARCHITECTURE.md as a test: who may know whom, and where things have their room. */
class ArchitectureTests {
    private static final Path SOURCES = Path.of("src/main/java/org/centrala");
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.centrala");

    @Test
    void modulesKnowOnlyWhomTheyMay() {
        ApplicationModules.of(Centrala.class).verify();
    }

    @Test
    void sqlLivesInStores() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .resideOutsideOfPackages("org.centrala.platform..", "org.centrala.bench..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(JdbcClient.class, JdbcTemplate.class)
                .check(CODE);
    }

    @Test
    void controllersAreNobodysBusiness() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.centrala.bench..")
                .should()
                .callMethod(Instant.class, "now")
                .check(CODE);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
        var silent = new ArrayList<Path>();
        try (var paths = Files.walk(SOURCES)) {
            for (var directory : paths.filter(Files::isDirectory)
                    .filter(path -> !path.equals(SOURCES))
                    .toList()) {
                var info = directory.resolve("package-info.java");
                if (containsJava(directory)
                        && !(Files.exists(info) && Files.readString(info).contains("@NullMarked"))) {
                    silent.add(directory);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void everyMigrationHasAVersionOfItsOwnAndEveryTableAComment() throws IOException {
        var versions = new HashSet<String>();
        var wrong = new ArrayList<String>();
        for (var migration : migrations()) {
            var name = migration.getFileName().toString();
            if (!name.matches("V20[0-9]{12}__[a-z_0-9]+\\.sql") || !versions.add(name.substring(0, 15))) {
                wrong.add(name);
            }
            var sql = Files.readString(migration);
            var tables = Pattern.compile("create table (\\w+)").matcher(sql);
            while (tables.find()) {
                if (!sql.contains("comment on table " + tables.group(1) + " is")) {
                    wrong.add(name + ": " + tables.group(1) + " has no comment");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Path> migrations() throws IOException {
        try (var paths = Files.walk(Path.of("src/main/resources/db/migration"))) {
            return paths.filter(path -> path.toString().endsWith(".sql")).toList();
        }
    }

    private static boolean containsJava(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"));
        }
    }
}
