package org.centrala.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoryBookTests {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Test
    void eachLanguageHasAtLeastTwentyStories() {
        var perLanguage = StoryBook.all().stream().collect(groupingBy(Story::language, counting()));

        assertThat(perLanguage.keySet()).containsExactlyInAnyOrder("en", "pl", "sl");
        assertThat(perLanguage.values()).allMatch(stories -> stories >= 20);
    }

    @Test
    void noTwoConversationsBeginWithTheSameWords() {
        var openings = StoryBook.all().stream()
                .flatMap(story -> story.steps().getFirst().versions().stream())
                .map(Story.Words::text)
                .toList();

        assertThat(openings).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
    }

    @Test
    void everyFileOfAStoryIsThere() {
        for (var story : StoryBook.all()) {
            for (var step : story.steps()) {
                if (step.file() != null) {
                    assertThat(StoryBook.bytes("files/" + step.file().resource()))
                            .as(story.name())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void aboutAHundredAndTwentyCustomersHaveAddressesOfTheirOwn() {
        var buyers = Cast.buyers();

        assertThat(buyers).hasSizeGreaterThanOrEqualTo(110);
        assertThat(buyers.stream().map(Cast.Buyer::address))
                .doesNotHaveDuplicates()
                .allMatch(address -> address.matches("[a-z.0-9-]+@[a-z0-9-]+\\.(example|invalid)"));
    }

    @Test
    void wordsFollowWhoSpeaksAndWhoIsSpokenTo() {
        var wording = new Wording("pl", DAY, Map.of("name", "Ewa Lis"), new Random(1));

        assertThat(wording.say("zamówił<em|am>, <<Panie|Pani>>, {name}", true, false, DAY, Map.of()))
                .isEqualTo("zamówiłam, Panie, Ewa Lis");
        assertThat(wording.say("zamówił<em|am>, <<Panie|Pani>>, {name}", false, true, DAY, Map.of()))
                .isEqualTo("zamówiłem, Pani, Ewa Lis");
        assertThat(wording.say("od {day-3}, {onday+1}", false, true, DAY, Map.of()))
                .isEqualTo("od 17 listopada, w sobotę");
    }

    @Test
    void nothingIsPromisedForASunday() {
        var wording = new Wording("en", DAY, Map.of(), new Random(1));

        assertThat(wording.say("{onday+2}", false, false, DAY, Map.of())).isEqualTo("on Monday");
    }

    @Test
    void noWordsKeepASignOfTheirMaking() {
        var said = new HashSet<String>();
        for (var story : StoryBook.all()) {
            var values = Map.of(
                    "first",
                    "Ewa",
                    "last",
                    "Lis",
                    "name",
                    "Ewa Lis",
                    "city",
                    "Kraków",
                    "dear",
                    "Pani Ewo",
                    "agent",
                    "Ola",
                    "order",
                    "ZR-1",
                    "serial",
                    "CU-1");
            var wording = new Wording(story.language(), DAY, values, new Random(1));
            for (var step : story.steps()) {
                for (var version : step.versions()) {
                    said.add(wording.say(version.text(), true, true, DAY, Map.of()));
                }
            }
        }

        assertThat(said).noneMatch(text -> text.matches("(?s).*[{}<>|\\[\\]~@=].*"));
    }
}
