package org.centrala.customers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one line of a file says of a customer, cleaned, with what is wrong about it.
 *
 * @param line counted as people count, the column names being the first
 * @param problem a word such as {@code email}, if the line cannot be taken
 */
record ImportRow(
        int line,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String language,
        @Nullable String notes,
        @Nullable String problem) {
    private static final int LONGEST_CELL = 10_000;
    private static final int LONGEST_NAME = 200;

    /** Which column says what; a field without a column is not in the file. */
    enum Field {
        name,
        email,
        phone,
        language,
        notes;

        private static final Map<Field, List<String>> NAMES = Map.of(
                name,
                List.of(
                        "name",
                        "full name",
                        "customer",
                        "customer name",
                        "contact",
                        "nazwa",
                        "klient",
                        "imię i nazwisko",
                        "nazwisko i imię",
                        "nazwa klienta",
                        "ime",
                        "stranka",
                        "ime in priimek",
                        "priimek in ime"),
                email,
                List.of(
                        "email",
                        "e-mail",
                        "mail",
                        "e-mail address",
                        "email address",
                        "adres e-mail",
                        "adres email",
                        "poczta",
                        "e-pošta",
                        "e-naslov",
                        "elektronski naslov"),
                phone,
                List.of(
                        "phone",
                        "phone number",
                        "telephone",
                        "mobile",
                        "telefon",
                        "numer telefonu",
                        "nr telefonu",
                        "komórka",
                        "tel",
                        "gsm",
                        "telefonska številka",
                        "mobitel"),
                language,
                List.of("language", "locale", "język", "jezik"),
                notes,
                List.of("notes", "note", "comment", "comments", "notatki", "uwagi", "opombe", "opomba"));

        boolean isCalled(String column) {
            return NAMES.getOrDefault(this, List.of()).contains(column.strip().toLowerCase(Locale.ROOT));
        }
    }

    static ImportRow of(int line, List<String> cells, Map<Field, Integer> mapping) {
        var name = cell(cells, mapping.get(Field.name));
        var email = cell(cells, mapping.get(Field.email));
        var phone = cell(cells, mapping.get(Field.phone));
        var language = cell(cells, mapping.get(Field.language));
        var notes = cell(cells, mapping.get(Field.notes));
        return new ImportRow(
                line,
                shown(name),
                shown(email),
                shown(phone),
                shown(language),
                shown(notes),
                problem(name, email, phone, language, notes));
    }

    boolean isRefused() {
        return problem != null;
    }

    ImportRow refused(String because) {
        return new ImportRow(line, name, email, phone, language, notes, because);
    }

    private static @Nullable String problem(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String notes) {
        for (var cell : new @Nullable String[] {name, email, phone, language, notes}) {
            if (cell != null && cell.length() > LONGEST_CELL) {
                return "tooLong";
            }
        }
        if (hidden(name) || hidden(email) || hidden(phone) || hidden(language) || notes != null && bidi(notes)) {
            return "hiddenCharacters";
        }
        if (formula(name) || formula(notes)) {
            return "formula";
        }
        if (name != null && name.length() > LONGEST_NAME) {
            return "tooLong";
        }
        if (email != null && !Address.isEmail(email)) {
            return "email";
        }
        if (phone != null && Address.normalPhone(phone).length() < 3) {
            return "phone";
        }
        if (language != null && !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
            return "language";
        }
        return name == null && email == null && phone == null ? "nobody" : null;
    }

    private static @Nullable String cell(List<String> cells, @Nullable Integer column) {
        if (column == null || column < 0 || column >= cells.size()) {
            return null;
        }
        var text = cells.get(column).strip();
        return text.isEmpty() ? null : text;
    }

    /** What would be computed by the next spreadsheet that somebody opens it with. */
    private static boolean formula(@Nullable String text) {
        return text != null && (text.charAt(0) == '=' || text.charAt(0) == '@');
    }

    private static boolean hidden(@Nullable String text) {
        return text != null && (text.chars().anyMatch(Character::isISOControl) || bidi(text));
    }

    private static boolean bidi(String text) {
        return text.chars().anyMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069);
    }

    /** A cell that is refused for its length need not be sent back whole. */
    private static @Nullable String shown(@Nullable String text) {
        return text == null || text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_NAME);
    }
}
