package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class SpfTests {
    private final TestDns zones = new TestDns();
    private final Spf spf = new Spf(zones.dns());

    @AfterEach
    void close() {
        zones.close();
    }

    private String check(String client, String sender) {
        return spf.check(client, "mx.ogrod.example", sender, TestDns.limit()).result();
    }

    @Test
    void judgesByAddressAndNetworkInOrder() {
        zones.txt(
                "ogrod.example", "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/32 ~ip4:198.51.100.7 ?ip4:198.51.100.8 -all");
        assertThat(check("192.0.2.3", "ola@ogrod.example")).isEqualTo("pass");
        assertThat(check("2001:db8::25", "ola@ogrod.example")).isEqualTo("pass");
        assertThat(check("198.51.100.7", "ola@ogrod.example")).isEqualTo("softfail");
        assertThat(check("198.51.100.8", "ola@ogrod.example")).isEqualTo("neutral");
        assertThat(check("203.0.113.9", "ola@ogrod.example")).isEqualTo("fail");
        assertThat(check("2001:db9::1", "ola@ogrod.example")).isEqualTo("fail");
    }

    @Test
    void followsHostsExchangersIncludesRedirectsAndMacros() {
        zones.txt("a.example", "v=spf1 a mx -all")
                .a("a.example", "192.0.2.1")
                .record("a.example", Type.MX, "10 mail.a.example.")
                .a("mail.a.example", "192.0.2.2");
        assertThat(check("192.0.2.1", "x@a.example")).isEqualTo("pass");
        assertThat(check("192.0.2.2", "x@a.example")).isEqualTo("pass");
        zones.txt("b.example", "v=spf1 include:a.example -all").txt("c.example", "v=spf1 redirect=a.example");
        assertThat(check("192.0.2.2", "x@b.example")).isEqualTo("pass");
        assertThat(check("192.0.2.3", "x@b.example")).isEqualTo("fail");
        assertThat(check("192.0.2.3", "x@c.example")).isEqualTo("fail");
        zones.txt("m.example", "v=spf1 exists:%{ir}.%{l1r-}.spf.%{d} -all")
                .a("9.2.0.192.ola.spf.m.example", "127.0.0.2");
        assertThat(check("192.0.2.9", "ola-shop@m.example")).isEqualTo("pass");
        assertThat(check("192.0.2.8", "ola-shop@m.example")).isEqualTo("fail");
    }

    @Test
    void asksForTheGreetingWhenTheEnvelopeIsEmpty() {
        zones.txt("mx.ogrod.example", "v=spf1 ip4:192.0.2.3 -all");
        assertThat(check("192.0.2.3", "")).isEqualTo("pass");
        assertThat(spf.check("192.0.2.3", "mx.ogrod.example", "", TestDns.limit())
                        .domain())
                .isEqualTo("mx.ogrod.example");
        assertThat(spf.check("192.0.2.3", "[192.0.2.3]", "", TestDns.limit()).result())
                .isEqualTo("none");
    }

    @Test
    void saysNothingOfADomainWithoutARecord() {
        zones.a("ogrod.example", "192.0.2.1").txt("other.example", "some text", "v=spf10 -all");
        assertThat(check("192.0.2.3", "ola@ogrod.example")).isEqualTo("none");
        assertThat(check("192.0.2.3", "ola@other.example")).isEqualTo("none");
        assertThat(check("192.0.2.3", "ola@nowhere.example")).isEqualTo("none");
        assertThat(check("192.0.2.3", "ola")).isEqualTo("none");
    }

    @Test
    void refusesRecordsThatAreWrongOrWearResolversOut() {
        zones.txt("two.example", "v=spf1 -all", "v=spf1 +all")
                .txt("odd.example", "v=spf1 ipv4:192.0.2.1 -all")
                .txt("inner.example", "v=spf1 include:nowhere.example -all")
                .txt("void.example", "v=spf1 a:v1.example a:v2.example a:v3.example ip4:192.0.2.3 -all")
                .txt("loop.example", "v=spf1 include:loop.example -all");
        assertThat(check("192.0.2.3", "x@two.example")).isEqualTo("permerror");
        assertThat(check("192.0.2.3", "x@odd.example")).isEqualTo("permerror");
        assertThat(check("192.0.2.3", "x@inner.example")).isEqualTo("permerror");
        assertThat(check("192.0.2.3", "x@void.example")).isEqualTo("permerror");
        assertThat(check("192.0.2.3", "x@loop.example")).isEqualTo("permerror");
        var many = new StringBuilder("v=spf1");
        for (int i = 0; i < 11; i++) {
            zones.a("h" + i + ".example", "203.0.113." + i);
            many.append(" a:h").append(i).append(".example");
        }
        zones.txt("many.example", many + " ip4:192.0.2.3 -all");
        assertThat(check("192.0.2.3", "x@many.example")).isEqualTo("permerror");
    }

    @Test
    void doesNotKnowWhileDnsIsAwayAndSaysSoInTime() {
        zones.silentAbout("slow.example").brokenAt("broken.example");
        long began = System.nanoTime();
        assertThat(check("192.0.2.3", "x@slow.example")).isEqualTo("temperror");
        assertThat(check("192.0.2.3", "x@broken.example")).isEqualTo("temperror");
        zones.txt("deep.example", "v=spf1 include:slow.example -all");
        assertThat(check("192.0.2.3", "x@deep.example")).isEqualTo("temperror");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }
}
