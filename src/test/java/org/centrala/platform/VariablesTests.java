package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTests {
    @Test
    void variablesAreFilledAndUnknownOnesVanish() {
        assertThat(Variables.fill("Hi {{ customer.name }}, {{nothing}}{{open", Map.of("customer.name", "Ana")))
                .isEqualTo("Hi Ana, {{open");
    }

    @Test
    void aValueIsNeverReadAsVariableOrMarkup() {
        var values = Map.of("customer.name", "<b>{{agent.name}}</b>", "agent.name", "Tina");

        assertThat(Variables.fillHtml("<p>{{customer.name}}</p>", values))
                .isEqualTo("<p>&lt;b&gt;{{agent.name}}&lt;/b&gt;</p>");
    }

    @Test
    void authoredHtmlKeepsItsVariablesAndLosesWhatActs() {
        assertThat(AuthoredHtml.clean("<p onclick=x>Hi {{customer.name}}<script>1</script></p>"))
                .isEqualTo("<p>Hi {{customer.name}}</p>");
    }
}
