package org.centrala.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Codes as RFC 6238 (appendix B) and keys as RFC 4648 (section 10) give them. */
class TotpTests {
    private static final byte[] KEY = "12345678901234567890".getBytes(US_ASCII);

    @Test
    void codesAreThoseOfTheStandard() {
        assertThat(codeAt(59)).isEqualTo("287082");
        assertThat(codeAt(1111111109)).isEqualTo("081804");
        assertThat(codeAt(1234567890)).isEqualTo("005924");
        assertThat(codeAt(20000000000L)).isEqualTo("353130");
    }

    @Test
    void aClockMayDifferByOneStepAndNoMore() {
        var at = Instant.ofEpochSecond(1111111109);

        assertThat(Totp.match(KEY, "081804", at)).hasValue(Totp.step(at));
        assertThat(Totp.match(KEY, "081804", at.plusSeconds(30))).hasValue(Totp.step(at));
        assertThat(Totp.match(KEY, "081804", at.minusSeconds(30))).hasValue(Totp.step(at));
        assertThat(Totp.match(KEY, "081804", at.plusSeconds(60))).isEmpty();
        assertThat(Totp.match(KEY, "", at)).isEmpty();
    }

    @Test
    void keysAreWrittenInBase32() {
        assertThat(Totp.base32("foobar".getBytes(US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Totp.base32("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Totp.base32(new byte[0])).isEmpty();
    }

    private static String codeAt(long second) {
        return Totp.code(KEY, Totp.step(Instant.ofEpochSecond(second)));
    }
}
