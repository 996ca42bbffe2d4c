package org.centrala.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns the words of a story into what one person writes to another on one day. */
final class Wording {
    private static final Pattern ADDRESSED = Pattern.compile("<<([^<>|]*)\\|([^<>|]*)>>");
    private static final Pattern SPEAKING = Pattern.compile("<([^<>|]*)\\|([^<>|]*)>");
    private static final Pattern CHOICE = Pattern.compile("\\[([^\\[\\]]*\\|[^\\[\\]]*)]");
    private static final Pattern DAY = Pattern.compile("\\{day([+-]\\d+)}");
    private static final Pattern ON_DAY = Pattern.compile("\\{onday\\+(\\d+)}");
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, String> DAYS = Map.of("en", "d MMMM", "pl", "d MMMM", "sl", "d. MMMM");
    private static final Map<String, String[]> ON_DAYS = Map.of(
            "en", new String[] {"on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday"},
            "pl", new String[] {"w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę"},
            "sl", new String[] {"v ponedeljek", "v torek", "v sredo", "v četrtek", "v petek", "v soboto"});

    private final String language;
    private final LocalDate opened;
    private final Map<String, String> values;
    private final RandomGenerator chance;

    Wording(String language, LocalDate opened, Map<String, String> values, RandomGenerator chance) {
        this.language = language;
        this.opened = opened;
        this.values = values;
        this.chance = chance;
    }

    /** The words as said today by somebody of one gender to somebody of another. */
    String say(String words, boolean female, boolean toFemale, LocalDate today, Map<String, String> more) {
        var said = replace(ADDRESSED, words, match -> match.group(toFemale ? 2 : 1));
        said = replace(SPEAKING, said, match -> match.group(female ? 2 : 1));
        said = replace(CHOICE, said, match -> {
            var choices = match.group(1).split("\\|");
            return choices[chance.nextInt(choices.length)];
        });
        said = replace(DAY, said, match -> day(opened.plusDays(Integer.parseInt(match.group(1)))));
        said = replace(ON_DAY, said, match -> onDay(today.plusDays(Integer.parseInt(match.group(1)))));
        return replace(NAME, said, match -> {
            var value = more.getOrDefault(match.group(1), values.get(match.group(1)));
            if (value == null) {
                throw new IllegalArgumentException("nothing is known for {" + match.group(1) + "} in: " + words);
            }
            return value;
        });
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(DAYS.get(language), Locale.of(language))
                .format(day);
    }

    /** Nothing is promised for a Sunday. */
    private String onDay(LocalDate day) {
        var working = day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
        return Objects.requireNonNull(ON_DAYS.get(language))[
                working.getDayOfWeek().getValue() - 1];
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(replacement.apply(match)));
    }
}
