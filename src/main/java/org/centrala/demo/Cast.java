package org.centrala.demo;

import java.util.Arrays;
import java.util.List;
import org.centrala.access.Role;
import org.jspecify.annotations.Nullable;

/** Everybody who appears: the people of the shop and its customers. */
final class Cast {
    static final String OWNER = "Tina Zore";
    static final String SUPPORT = "Support";
    static final String POLSKA = "Polska";

    private Cast() {}

    /** Somebody who works at the shop. */
    record Colleague(String name, String email, Role role, String language, boolean female, List<String> teams) {
        String first() {
            return name.substring(0, name.indexOf(' '));
        }
    }

    static final List<Colleague> COLLEAGUES = List.of(
            new Colleague(OWNER, "tina@zrno.example", Role.OWNER, "en", true, List.of(SUPPORT)),
            new Colleague(
                    "Petra Novak", "petra.novak@zrno.example", Role.SUPERVISOR, "en", true, List.of(SUPPORT, POLSKA)),
            new Colleague(
                    "Marek Zieliński",
                    "marek.zielinski@zrno.example",
                    Role.AGENT,
                    "en",
                    false,
                    List.of(SUPPORT, POLSKA)),
            new Colleague("Nina Golob", "nina.golob@zrno.example", Role.AGENT, "sl", true, List.of(SUPPORT)),
            new Colleague("Ola Wrona", "ola.wrona@zrno.example", Role.AGENT, "pl", true, List.of(POLSKA)),
            new Colleague("Tomaž Kos", "tomaz.kos@zrno.example", Role.ADMINISTRATOR, "sl", false, List.of(SUPPORT)),
            new Colleague(
                    "Rok Zajc", "rok.zajc@zrno.example", Role.LIGHT_AGENT, "sl", false, List.of(SUPPORT, POLSKA)));

    /** Who answers in a language, those who do it more often named more often. */
    static List<String> answering(String language) {
        return switch (language) {
            case "pl" -> List.of("Ola", "Marek", "Ola", "Ola", "Marek");
            case "sl" -> List.of("Nina", "Petra", "Marek", "Nina", "Tomaž", "Marek");
            default -> List.of("Marek", "Nina", "Petra", "Marek", "Nina");
        };
    }

    static Colleague colleague(String first) {
        return COLLEAGUES.stream()
                .filter(colleague -> colleague.first().equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody at the shop is called " + first));
    }

    /**
     * Somebody who writes to the shop.
     *
     * @param language {@code --} for strangers who write to everybody
     * @param dear how an agent addresses them after the greeting
     */
    record Buyer(
            String language,
            String name,
            boolean female,
            String address,
            String city,
            @Nullable String dear,
            @Nullable String telephone,
            @Nullable String company,
            @Nullable String note) {

        String first() {
            int space = name.indexOf(' ');
            return space < 0 ? name : name.substring(0, space);
        }

        String last() {
            return name.substring(name.indexOf(' ') + 1);
        }
    }

    static List<Buyer> buyers() {
        return StoryBook.text("customers.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Cast::buyer)
                .toList();
    }

    private static Buyer buyer(String line) {
        var columns = Arrays.copyOf(line.split("\\|", -1), 9);
        var values = new String[9];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i] == null ? "" : columns[i].strip();
        }
        return new Buyer(
                values[0],
                values[1],
                values[2].equals("f"),
                values[3],
                values[4],
                orNull(values[5]),
                orNull(values[6]),
                orNull(values[7]),
                orNull(values[8]));
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
