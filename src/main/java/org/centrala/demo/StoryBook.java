package org.centrala.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.centrala.conversations.Priority;
import org.centrala.conversations.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Reads the stories and their files from the resources. */
final class StoryBook {
    static final List<String> LANGUAGES = List.of("en", "pl", "sl");

    private StoryBook() {}

    static List<Story> all() {
        return LANGUAGES.stream()
                .flatMap(language -> read(language, text("stories." + language + ".txt")).stream())
                .toList();
    }

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    static byte[] bytes(String name) {
        try {
            return new ClassPathResource("demo/" + name).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static List<Story> read(String language, String text) {
        return Arrays.stream(text.split("(?m)^=== "))
                .skip(1)
                .map(section -> story(language, section))
                .toList();
    }

    private static Story story(String language, String section) {
        var parts = section.split("(?m)^@");
        var head = parts[0].strip().lines().toList();
        var fields = new HashMap<String, String>();
        head.stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .forEach(field -> fields.put(field[0].strip(), field[1].strip()));
        var steps = new ArrayList<Story.Step>();
        for (int i = 1; i < parts.length; i++) {
            steps.add(step(parts[i]));
        }
        return new Story(
                head.getFirst().strip(),
                language,
                fields.get("box"),
                fields.containsKey("tags")
                        ? Arrays.stream(fields.get("tags").split(","))
                                .map(String::strip)
                                .toList()
                        : List.of(),
                fields.containsKey("priority") ? Priority.of(fields.get("priority")) : Priority.NORMAL,
                fields.containsKey("spam"),
                pin(fields),
                steps);
    }

    private static Story.@Nullable Pin pin(Map<String, String> fields) {
        var pin = fields.get("pin");
        if (pin == null) {
            return null;
        }
        int comma = pin.lastIndexOf(',');
        return new Story.Pin(
                pin.substring(0, comma).strip(),
                duration(pin.substring(comma + 1).strip()));
    }

    private static Story.Step step(String part) {
        int end = part.indexOf('\n');
        var words = part.substring(0, end).strip().split(" ");
        Story.@Nullable Kind kind = null;
        String by = null;
        var after = Duration.ZERO;
        Status status = null;
        Story.Attached file = null;
        for (var word : words) {
            if (kind == null) {
                kind = Story.Kind.valueOf(word.toUpperCase(java.util.Locale.ROOT));
            } else if (word.startsWith("+")) {
                after = duration(word.substring(1));
            } else if (word.startsWith("file=")) {
                var names = word.substring(5).split(":");
                file = new Story.Attached(names[0], names[names.length - 1]);
            } else if (kind == Story.Kind.NOTE) {
                by = word;
            } else {
                status = Status.of(word);
            }
        }
        var versions = Arrays.stream(part.substring(end + 1).split("(?m)^~$"))
                .map(StoryBook::words)
                .toList();
        return new Story.Step(Objects.requireNonNull(kind), by, after, status, file, versions);
    }

    private static Story.Words words(String text) {
        var clean = text.strip();
        var subject = field("subject: ", clean);
        var rest = subject == null ? clean : clean.substring(clean.indexOf('\n') + 1);
        var from = field("from: ", rest);
        return new Story.Words(subject, from, (from == null ? rest : rest.substring(rest.indexOf('\n') + 1)).strip());
    }

    private static @Nullable String field(String name, String text) {
        return text.startsWith(name)
                ? text.substring(name.length(), text.indexOf('\n')).strip()
                : null;
    }

    private static Duration duration(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException("not a time: " + text);
        };
    }
}
