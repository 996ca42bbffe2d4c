package org.centrala.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicTargetsTests {
    private final PublicTargets targets = new PublicTargets(new WebhookSettings(false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "2001:db8::1",
                "fec0::1"
            })
    void aPrivateAddressIsNone(String address) {
        assertThat(PublicTargets.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.255.255.255",
                "2a00:1450:4014:80e::200e",
                "2606:2800:21f::1",
                "2001:4860:4860::8888"
            })
    void aPublicAddressIsOne(String address) {
        assertThat(PublicTargets.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "ftp://example.com/",
                "https:///x",
                "https://",
                "not an address",
                "",
                "https://me@example.com/",
                "https://localhost/",
                "https://LOCALHOST./x",
                "https://api.localhost/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://0x7f.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://169.254.169.254/latest",
                "https://10.0.0.1:8443/",
                "https://example.com/#x",
                "https://exa mple.com/",
                "https://example.com\r\nX: y/"
            })
    void whatIsNoPublicAddressIsRefusedWhenItIsTyped(String url) {
        assertThatThrownBy(() -> targets.checked(url)).isInstanceOf(Problem.class);
    }

    @Test
    void aPublicAddressIsTakenAsItIs() {
        assertThat(targets.checked(" https://example.com:8443/hook?a=b "))
                .isEqualTo("https://example.com:8443/hook?a=b");
        assertThat(targets.checked("https://8.8.8.8/")).isEqualTo("https://8.8.8.8/");
    }

    /** A name is looked up when something is sent there, and that very address is used. */
    @Test
    void aNameThatLeadsToAPrivateAddressIsNotConnectedTo() {
        for (var host : new String[] {"localhost", "127.0.0.1", "[::1]", "[::ffff:10.0.0.1]"}) {
            assertThatThrownBy(() -> targets.resolve(host))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("private");
        }
        var answer =
                new WebhookCall(targets).post(java.net.URI.create("http://localhost:1/"), java.util.Map.of(), "{}");
        assertThat(answer.taken()).isFalse();
        assertThat(answer.error()).contains("private");
    }

    @Test
    void anIntranetMayBeOpenedByTheOperator() throws IOException {
        var open = new PublicTargets(new WebhookSettings(true));
        assertThat(open.checked("http://127.0.0.1:8080/")).isEqualTo("http://127.0.0.1:8080/");
        assertThat(open.resolve("127.0.0.1")).hasSize(1);
    }
}
