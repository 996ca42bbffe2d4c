package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTests {
    private static final List<String> KNOWN = List.of("zrno.example", "modern-mill.example", "paypal.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zrn0.example",
                "zrnо.example", // a Cyrillic o
                "xn--zrn-ued.example", // the same, as mail servers write it
                "rnodern-mill.example",
                "modern-rniII.example",
                "paypa1.com",
                "mail.paypaI.com",
                "ρaypal.com",
                "раураl.com",
                "ŽRNO.example"
            })
    void aDomainMadeToLookLikeAKnownOneIsTold(String domain) {
        assertThat(LookAlikes.lookedLike(domain, KNOWN)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zrno.example", "mail.zrno.example", "zrna.example", "paypal.org", "payment.com", "example.com"})
    void theDomainItselfAndOtherOnesAreNot(String domain) {
        assertThat(LookAlikes.lookedLike(domain, KNOWN)).isEmpty();
    }

    @Test
    void aNameWithAnotherAddressInItIsTold() {
        assertThat(LookAlikes.otherAddress("support@zrno.example", "x@evil.example"))
                .contains("support@zrno.example");
        assertThat(LookAlikes.otherAddress("Zrno <support@zrno.example>", "x@evil.example"))
                .isPresent();
        assertThat(LookAlikes.otherAddress("ola@zrno.example", "ola@mail.zrno.example"))
                .isEmpty();
        assertThat(LookAlikes.otherAddress("Ola", "x@evil.example")).isEmpty();
        assertThat(LookAlikes.otherAddress(null, "x@evil.example")).isEmpty();
    }

    @Test
    void namesAreComparedAsTheyLook() {
        assertThat(LookAlikes.letters("Anа Novаk")).isEqualTo(LookAlikes.letters("ANA  NOVAK"));
        assertThat(LookAlikes.letters("Ana Nowak")).isNotEqualTo(LookAlikes.letters("Ana Novak"));
    }

    @Test
    void anOddDomainHasTheReadingsThatItIsMadeFor() {
        assertThat(LookAlikes.readings("paypa1.com")).contains("paypal.com");
        assertThat(LookAlikes.readings("g00gle.com")).contains("google.com");
        assertThat(LookAlikes.readings("rnill.com")).contains("mill.com");
        assertThat(LookAlikes.readings("xn--80ak6aa92e.com")).contains("apple.com");
        assertThat(LookAlikes.readings("bank.example")).isEmpty();
        assertThat(LookAlikes.readings("00000000000000000000rnrnrnvvvv11111.com")
                        .size())
                .isLessThan(61);
    }
}
