package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.centrala.channels.email.trust.OwnDomain.DomainFinding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnDomainTests {
    private final TestDns zones = new TestDns();
    private final OwnDomain domain = new OwnDomain(zones.dns());

    @AfterEach
    void close() {
        zones.close();
    }

    private List<DomainFinding> check(@Nullable String selector) {
        return domain.check("help@Shop.example", selector, "smtp.shop.example");
    }

    private List<String> states(@Nullable String selector) {
        return check(selector).stream()
                .map(one -> one.check() + " " + one.state())
                .toList();
    }

    @Test
    void saysWhatToAddWhereNothingIs() {
        var found = check("june");
        assertThat(states("june")).containsExactly("spf missing", "dkim missing", "dmarc missing");
        assertThat(found.get(0).name()).isEqualTo("shop.example");
        assertThat(found.get(0).record()).isEqualTo("v=spf1 a:smtp.shop.example ~all");
        assertThat(found.get(1).name()).isEqualTo("june._domainkey.shop.example");
        assertThat(found.get(2).record()).isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@shop.example");
        assertThat(states(null)).contains("dkim unknown");
    }

    @Test
    void isContentWithWhatIsThere() {
        zones.txt("shop.example", "other text", "v=spf1 include:mail.example -all")
                .txt("june._domainkey.shop.example", TestSigner.rsa(2048).record())
                .txt("_dmarc.shop.example", "v=DMARC1; p=quarantine");
        assertThat(states("june")).containsExactly("spf ok", "dkim ok", "dmarc ok");
    }

    @Test
    void findsAKeyUnderAUsualName() {
        zones.txt("google._domainkey.shop.example", TestSigner.rsa(2048).record());
        assertThat(check(null).get(1).name()).isEqualTo("google._domainkey.shop.example");
        assertThat(states(null)).contains("dkim ok");
    }

    @Test
    void saysWhatIsWrongOrWeak() {
        zones.txt("shop.example", "v=spf1 +all")
                .txt("june._domainkey.shop.example", "v=DKIM1; p=")
                .txt("_dmarc.shop.example", "v=DMARC1; p=none");
        assertThat(states("june")).containsExactly("spf wrong", "dkim wrong", "dmarc weak");
        zones.txt("two.example", "v=spf1 -all", "v=spf1 mx -all").txt("loose.example", "v=spf1 mx");
        assertThat(domain.check("a@two.example", null, null).getFirst().state()).isEqualTo("wrong");
        assertThat(domain.check("a@loose.example", null, null).getFirst().state())
                .isEqualTo("weak");
    }

    @Test
    void doesNotBlameTheDomainWhileDnsIsAway() {
        zones.silentAbout("*");
        assertThat(states("june")).containsExactly("spf unknown", "dkim unknown", "dmarc unknown");
    }

    @Test
    void namesForTryingThingsOutAreNotAskedFor() {
        assertThat(OwnDomain.reserved("zrno.example")).isTrue();
        assertThat(OwnDomain.reserved("zrno.pl")).isFalse();
    }
}
