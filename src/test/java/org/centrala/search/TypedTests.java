package org.centrala.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.centrala.search.Typed.Condition;
import org.junit.jupiter.api.Test;

class TypedTests {
    private static final Set<String> OPERATORS = Set.of("from", "tag", "is");

    @Test
    void operatorsAreTakenOutOfTheWords() {
        var typed = Typed.of("kettle from:ana \"leaks steam\" -tag:\"new machine\" IS:open -cold", OPERATORS);

        assertThat(typed.words()).isEqualToNormalizingWhitespace("kettle \"leaks steam\" -cold");
        assertThat(typed.conditions())
                .containsExactly(
                        new Condition("from", "ana", false, "from:ana"),
                        new Condition("tag", "new machine", true, "-tag:\"new machine\""),
                        new Condition("is", "open", false, "IS:open"));
        assertThat(typed.unknown()).isEmpty();
    }

    @Test
    void whatLooksLikeAnOperatorStaysAmongTheWordsAndIsNamed() {
        var typed = Typed.of("form:ana https://zrno.example/a 12:30 Re: tag:", OPERATORS);

        assertThat(typed.words()).isEqualToNormalizingWhitespace("form:ana https://zrno.example/a 12:30 Re:");
        assertThat(typed.unknown()).isEqualTo(List.of("form:ana"));
        assertThat(typed.conditions()).isEmpty();
    }

    @Test
    void nothingTypedIsAnError() {
        for (var text : List.of(
                "", "-", "--", "\"", "from:\"", "-\"", ":::", "from:from:tag:x", "\u0000 \u202E", "x".repeat(5_000))) {
            assertThat(Typed.of(text, OPERATORS).words()).isNotNull();
        }
        assertThat(Typed.of("from:a ".repeat(300), OPERATORS).conditions()).hasSize(20);
        assertThat(Typed.of("from:\"ana", OPERATORS).conditions().getFirst().value())
                .isEqualTo("ana");
    }
}
