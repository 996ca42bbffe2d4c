package org.centrala.fields;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The values of fields: each a text, a number or true, by the key of its field; an empty one is not there. */
public final class FieldValues {
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LINK = 2000;
    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 6;
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private FieldValues() {}

    /** Values as they stand in the database. */
    public static Map<String, Object> read(String json) {
        if (json.equals("{}")) {
            return Map.of();
        }
        var values = new TreeMap<String, Object>(JSON.readValue(json, VALUES));
        values.replaceAll((key, value) -> value instanceof Number number ? decimal(number.toString()) : value);
        return Map.copyOf(values);
    }

    public static String write(Map<String, Object> values) {
        return values.isEmpty() ? "{}" : JSON.writeValueAsString(new TreeMap<>(values));
    }

    /** What somebody gave as the value of a field; null for an empty one. */
    static @Nullable Object checked(Field field, @Nullable Object given) {
        var name = "fields." + field.key();
        if (given == null || given instanceof String text && text.isBlank()) {
            return null;
        }
        return switch (field.type()) {
            case TEXT -> Words.line(name, text(name, given), LONGEST_TEXT);
            case NUMBER -> number(name, given);
            case DATE -> date(name, text(name, given));
            case CHOICE -> choice(field, name, text(name, given));
            case CHECKBOX -> {
                if (!(given instanceof Boolean ticked)) {
                    throw Problem.invalid(name, "is true or false");
                }
                yield ticked ? true : null;
            }
            case LINK -> link(name, text(name, given));
        };
    }

    private static String text(String name, Object given) {
        if (given instanceof String text) {
            return text;
        }
        throw Problem.invalid(name, "must be a text");
    }

    private static BigDecimal number(String name, Object given) {
        var written = given.toString().strip();
        // Looked at before it is read: an exponent of a few letters would become a number of a million digits.
        if (!(given instanceof Number || given instanceof String)
                || !written.matches("[-+]?[0-9]{1," + MOST_DIGITS + "}([.][0-9]{1," + MOST_DECIMALS + "}(0*))?")) {
            throw Problem.invalid(
                    name, "is a number of up to " + MOST_DIGITS + " digits, with up to " + MOST_DECIMALS + " decimals");
        }
        return decimal(written);
    }

    private static BigDecimal decimal(String written) {
        var number = new BigDecimal(written).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static String date(String name, String given) {
        try {
            var date = LocalDate.parse(given.strip());
            if (date.getYear() >= 1000 && date.getYear() <= 9999) {
                return date.toString();
            }
        } catch (DateTimeException noDate) {
            // Said below, as of a year that nobody means.
        }
        throw Problem.invalid(name, "is a day such as 2026-12-24");
    }

    private static String choice(Field field, String name, String given) {
        if (!field.tree().offered().contains(given)) {
            throw Problem.invalid(name, "is not among the choices");
        }
        return given;
    }

    /** Where a click may lead: an address of the web, without a name and password in it. */
    private static String link(String name, String given) {
        var line = Words.line(name, given, LONGEST_LINK);
        try {
            var uri = new URI(line);
            var scheme = uri.getScheme();
            if (("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return line;
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw Problem.invalid(name, "is a link that begins with https:// or http://");
    }
}
