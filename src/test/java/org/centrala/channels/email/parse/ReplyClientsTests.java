package org.centrala.channels.email.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The new part of replies as the mail programs of our customers write them. */
class ReplyClientsTests {
    static Stream<Arguments> cases() {
        return Arrays.stream(new String(Fixtures.bytes("replies/cases.txt"), StandardCharsets.UTF_8).split("(?m)^### "))
                .skip(1)
                .map(one -> {
                    int name = one.indexOf('\n');
                    int expected = one.indexOf("\n=== ");
                    return Arguments.of(
                            one.substring(0, name),
                            one.substring(name + 1, expected + 1),
                            one.substring(expected + 5).strip());
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatIsNewIsToldFromWhatIsNot(String name, String input, String expected) {
        assertThat(VisibleReply.of(input).strip()).as(name).isEqualTo(expected);
        assertThat(VisibleReply.of(input.replace("\n", "\r\n")).strip())
                .as(name)
                .isEqualTo(expected);
    }
}
