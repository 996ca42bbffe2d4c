package org.centrala.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.centrala.Centrala;
import org.centrala.platform.postgres.TestDatabase;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application for one test class: on free ports, a fresh database and a fresh data directory. Inject the
 * port with {@code @LocalServerPort}; override settings with {@code @TestPropertySource}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Centrala.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = CentralaTest.FreshPlace.class)
@DirtiesContext
public @interface CentralaTest {

    /** Points the application at a database and a directory that nobody used before. */
    final class FreshPlace implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "centrala.database-url=" + TestDatabase.freshUrl(),
                            "centrala.data-dir=" + directory(),
                            "centrala.smtp-port=0")
                    .applyTo(context);
        }

        private static Path directory() {
            try {
                return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "data-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
