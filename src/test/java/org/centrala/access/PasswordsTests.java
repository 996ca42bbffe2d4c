package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {
    private final Passwords passwords = new Passwords();

    @Test
    void hashesWithTheParametersThatTheDecisionNames() {
        var hash = passwords.choose("password", House.PASSWORD, "tina@zrno.example");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches(House.PASSWORD, hash)).isTrue();
        assertThat(passwords.matches(House.PASSWORD + " ", hash)).isFalse();
        assertThat(passwords.isOutdated(hash)).isFalse();
    }

    @Test
    void whatOneHashCostsIsPrintedForTheDecision() {
        var cpu = ManagementFactory.getThreadMXBean();
        passwords.hash("warm up");
        var before = cpu.getCurrentThreadCpuTime();
        for (int index = 0; index < 5; index++) {
            passwords.hash(House.PASSWORD);
        }
        var milliseconds = (cpu.getCurrentThreadCpuTime() - before) / 5e6;

        System.out.printf("Argon2id m=19 MiB t=2 p=1: %.0f ms CPU%n", milliseconds);
        assertThat(milliseconds).isGreaterThan(5);
    }

    @Test
    void nobodyHasAPasswordThatOpens() {
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("x".repeat(100_000), null)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(passwords.hash("same same same")).isNotEqualTo(passwords.hash("same same same"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "password123", "Password1234", "aaaaaaaaaaaaaa", "ababababababab", "tina@zrno.example"})
    void whatIsEasyToGuessIsRefused(String easy) {
        assertThatThrownBy(() -> passwords.choose("password", easy, "tina@zrno.example"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("password");
    }
}
