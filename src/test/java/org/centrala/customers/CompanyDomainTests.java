package org.centrala.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyDomainTests {
    @Test
    void domainIsComparedInLowerCaseAndAsciiAndShownAsPeopleWriteIt() {
        assertThat(CompanyDomain.normal(" Firma.SI ")).isEqualTo("firma.si");
        assertThat(CompanyDomain.normal("@firma.si.")).isEqualTo("firma.si");
        assertThat(CompanyDomain.normal("Żółw.pl")).isEqualTo("xn--w-uga1v8h.pl");
        assertThat(CompanyDomain.normal("żółw.pl"))
                .isEqualTo(Address.normalEmail("a@ŻÓŁW.pl").substring(2));
        assertThat(CompanyDomain.shown("xn--w-uga1v8h.pl")).isEqualTo("żółw.pl");
        assertThat(CompanyDomain.normal("praca.zrno.com.pl")).isEqualTo("praca.zrno.com.pl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail.com", "WP.pl", "onet.pl", "siol.net", "outlook.com", "poczta.onet.pl"})
    void whereAnybodyHasAMailboxNobodyIsOfOneCompany(String domain) {
        assertThatThrownBy(() -> CompanyDomain.normal(domain))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("anybody can have a mailbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.pl", "co.uk", "github.io"})
    void underWhichOthersRegisterIsNoCompany(String domain) {
        assertThatThrownBy(() -> CompanyDomain.normal(domain)).hasMessageContaining("whole of the company's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "com",
                "firma",
                "firma..si",
                "-firma.si",
                "firma-.si",
                "https://firma.si",
                "firma.si/../../etc",
                "firma.si\\x",
                "ana@firma.si",
                "firma .si",
                "firma\u0000.si",
                "firma\n.si",
                "fir\u202ema.si",
                "fir\u200bma.si",
                "127.0.0.1",
                "[::1]",
                "firma.1",
                "*.firma.si",
                "'; drop table company; --.si"
            })
    void whatIsNoDomainIsRefused(String typed) {
        assertThatThrownBy(() -> CompanyDomain.normal(typed)).isInstanceOf(Problem.class);
    }

    @Test
    void hugeTextIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> CompanyDomain.normal("a".repeat(1_000_000) + ".si"))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
        assertThatThrownBy(() -> CompanyDomain.normal("a".repeat(64) + ".si")).isInstanceOf(Problem.class);
    }
}
