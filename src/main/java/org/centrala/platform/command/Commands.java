package org.centrala.platform.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.centrala.platform.StartRefused;
import org.centrala.platform.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that are not the server. */
public final class Commands {
    private Commands() {}

    /** Runs one and returns the exit code. */
    public static int execute(Class<?> application, Options options) {
        onlyErrorsAreLogged();
        return switch (options.command()) {
            case "doctor" -> {
                options.refuseArguments();
                var doctor = new Doctor(options);
                yield options.deep() ? doctor.examineDeeply(System.out) : doctor.examine(System.out);
            }
            case "backup" -> backup(options);
            case "restore" -> restore(options);
            default -> operate(application, options);
        };
    }

    /** What a command has to say it prints. */
    private static void onlyErrorsAreLogged() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        }
    }

    private static int backup(Options options) {
        var file = Path.of(options.argument("file"));
        try (var installation = Installation.existing(options.settings())) {
            var manifest = new Backup(Clock.systemUTC()).write(installation, file);
            System.out.printf(
                    "%s: %d rows of %d tables, %d files%n",
                    file,
                    manifest.tables().stream()
                            .mapToLong(BackupManifest.Table::rows)
                            .sum(),
                    manifest.tables().size(),
                    manifest.entries().size() - manifest.tables().size());
            return 0;
        }
    }

    private static int restore(Options options) {
        var file = Path.of(options.argument("file"));
        var manifest = new Restore(options.settings()).read(file);
        System.out.printf(
                "%s of %s is restored into %s%n",
                file, manifest.createdAt(), options.settings().dataDir());
        return 0;
    }

    /** Such as {@code token create NAME}: two words and what they are about. */
    private static int operate(Class<?> application, Options options) {
        if (options.arguments().isEmpty()) {
            throw new StartRefused("'" + options.command() + "' alone is no command: see ./centrala help");
        }
        try (var installation = Installation.existing(options.settings());
                var context = new OperatorContext(application, options, installation)) {
            var command = context.command(
                    options.command() + " " + options.arguments().getFirst());
            if (options.arguments().size() != 2) {
                throw new StartRefused("say which " + command.argument() + ": ./centrala " + command.words() + " "
                        + command.argument().toUpperCase(Locale.ROOT));
            }
            System.out.println(command.execute(options.arguments().getLast()));
            return 0;
        } catch (Problem problem) {
            throw new StartRefused(problem.detail());
        }
    }
}
