package org.centrala.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdempotencyKeyTests {

    @Test
    void quotesAreAWayOfWriting() {
        assertThat(IdempotencyKey.read("\"8e03978e\"")).isEqualTo("8e03978e");
        assertThat(IdempotencyKey.read(" 8e03978e ")).isEqualTo("8e03978e");
        assertThat(IdempotencyKey.read("\"a \\\"b\\\\\"")).isEqualTo("a \"b\\");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (var wrong : new String[] {"", " ", "\"\"", "\" \"", "\"open", "zażółć", "a\u0000", "x".repeat(201)}) {
            assertThatThrownBy(() -> IdempotencyKey.read(wrong)).as(wrong).isInstanceOf(Problem.class);
        }
    }
}
