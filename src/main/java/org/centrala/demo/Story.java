package org.centrala.demo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.centrala.conversations.Priority;
import org.centrala.conversations.Status;
import org.jspecify.annotations.Nullable;

/**
 * A matter as customers bring it, told several times with other words.
 *
 * <p>In the files a story begins with {@code === name} and its fields. Then its steps: {@code @customer}, {@code @agent}
 * and {@code @note Who}, each with the time after the step before ({@code +3h}), the status an agent leaves it in and a
 * file ({@code file=resource:name}). Versions of a step stand between lines with {@code ~}; the story is told once for
 * each version of its first step. Within a text {@code [one|two]} is chosen by chance, {@code <m|f>} by the gender of
 * who speaks, {@code <<m|f>>} by that of who is spoken to, and <code>{name}</code> and its like are filled in.
 *
 * @param box where the customer writes to: {@code orders} or {@code business}; absent: the main address of the language
 * @param pin who comes with the first version, and when
 */
record Story(
        String name,
        String language,
        @Nullable String box,
        List<String> tags,
        Priority priority,
        boolean spam,
        @Nullable Pin pin,
        List<Step> steps) {

    Story {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.getFirst().kind() != Kind.CUSTOMER) {
            throw new IllegalArgumentException("the story " + name + " does not begin with a customer");
        }
        for (var version : steps.getFirst().versions()) {
            Objects.requireNonNull(version.subject(), () -> "an opening of the story " + name + " has no subject");
        }
    }

    /** How often it is told. */
    int versions() {
        return steps.getFirst().versions().size();
    }

    /** A customer by name, and how long before now their mail came. */
    record Pin(String customer, Duration ago) {}

    /** Who speaks in a step. */
    enum Kind {
        CUSTOMER,
        AGENT,
        NOTE
    }

    /** One message or note of the story. */
    record Step(
            Kind kind,
            @Nullable String by,
            Duration after,
            @Nullable Status status,
            @Nullable Attached file,
            List<Words> versions) {
        Step {
            versions = List.copyOf(versions);
        }

        Words version(int telling) {
            return versions.get(telling % versions.size());
        }
    }

    /** A file from the resources, and how it is called in the mail. */
    record Attached(String resource, String name) {}

    /** What is said; only the first mail has a subject, and sometimes the one customer whom it fits. */
    record Words(@Nullable String subject, @Nullable String from, String text) {}
}
