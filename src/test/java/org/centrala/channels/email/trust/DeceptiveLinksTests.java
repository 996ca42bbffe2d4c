package org.centrala.channels.email.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.centrala.channels.email.parse.HtmlSanitizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeceptiveLinksTests {
    private static DeceptiveLinks.Marked mark(String html) {
        return DeceptiveLinks.mark(new HtmlSanitizer().sanitize(html));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    https://bank.com/login,        https://evil.net/bank.com,       evil.net
                    www.bank.com,                  http://bank.com.evil.net/,       bank.com.evil.net
                    bank.com,                      https://bank.com@evil.net/,      evil.net
                    <b>bank</b>.com/account,       https://evil.net:8443/,          evil.net
                    &#98;ank&#8203;.com,           https://evil.net/,               evil.net
                    bank.com,                      https://xn--bnk-ipa.com/,        bąnk.com
                    ola@bank.com,                  mailto:ola@evil.net,             evil.net
                    HTTPS://BANK.COM,              https://203.0.113.9/,            203.0.113.9
                    """)
    void whereALinkLeadsIsSaidWhenItShowsAnotherAddress(String shown, String href, String target) {
        var marked = mark("<p>Look: <a href=\"" + href + "\">" + shown + "</a> now</p>");
        assertThat(marked.targets()).containsExactly(target);
        assertThat(marked.html()).contains("</a> <strong>\u26a0\u00a0" + target + "</strong> now");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"https://shop.bank.com/x\">bank.com</a>",
                "<a href=\"https://bank.com/x?y\">https://www.bank.com</a>",
                "<a href=\"https://evil.net/\">Click here.</a>",
                "<a href=\"https://evil.net/\">index.html</a>",
                "<a href=\"https://evil.net/\">1.5 kg</a>",
                "<a href=\"https://evil.net/\"><img src=\"cid:x\" alt=\"bank.com\"></a>",
                "<a href=\"mailto:ola@bank.com\">ola@bank.com</a>",
                "<a href=\"#top\">bank.com</a>",
                "<a name=\"x\">bank.com</a>",
                "no link at all"
            })
    void otherLinksStayAsTheyAre(String html) {
        var marked = mark(html);
        assertThat(marked.targets()).isEmpty();
        assertThat(marked.html()).isEqualTo(new HtmlSanitizer().sanitize(html));
    }

    @Test
    void manyLinksCostTimeByTheirNumberOnly() {
        long began = System.nanoTime();
        DeceptiveLinks.mark("<a href=\"https://a.com/\">".repeat(50_000));
        DeceptiveLinks.mark("<a href=\"https://a.com/\">b.com</a>".repeat(20_000));
        assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    }
}
