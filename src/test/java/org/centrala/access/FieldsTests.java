package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.centrala.platform.web.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {

    @ParameterizedTest
    @CsvSource({
        "Tina@Zrno.Example, tina@zrno.example",
        "' a.b+c@x-y.example ', a.b+c@x-y.example",
        "żółć@poczta.example, żółć@poczta.example",
        "root@localhost, root@localhost"
    })
    void anAddressIsKeptInLowerCase(String given, String kept) {
        assertThat(Fields.email("email", given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "a b@c.example",
                "a@b@c",
                "a@b..example",
                "a@.example",
                "a@example.",
                "<a@b.example>",
                "a@b.example\r\nBcc: x@y.example",
                "a,b@c.example",
                "\"a\"@b.example"
            })
    void whatIsNoAddressIsRefused(String wrong) {
        assertThatThrownBy(() -> Fields.email("email", wrong)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tina Zore", "Zoë O'Neill-Żak", "李小龙", "می\u200cخواهم"})
    void aNameIsAnythingThatCanBeSeen(String name) {
        assertThat(Fields.name("name", "  " + name + " ")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\r\nBcc: x", "a\u0000b", "a\u202eb", "a\u2028b"})
    void aNameIsOneVisibleLine(String wrong) {
        assertThatThrownBy(() -> Fields.name("name", wrong)).isInstanceOf(Problem.class);
    }
}
