package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.5, 192.168.1.5, true",
        "192.168.1.5, 192.168.1.6, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "127.0.0.1, localhost, false",
        "127.0.0.1, nonsense, false"
    })
    void aNetworkContainsItsAddresses(String network, String address, boolean contained) {
        assertThat(Networks.of("CENTRALA_TRUSTED_PROXIES", List.of(network)).contains(address))
                .isEqualTo(contained);
    }

    @Test
    void noNetworkContainsNothing() {
        assertThat(Networks.of("CENTRALA_TRUSTED_PROXIES", List.of()).contains("127.0.0.1"))
                .isFalse();
    }

    @Test
    void aSubscriberIsAnAddressOrAnIpv6Network() {
        assertThat(Networks.subscriber("2001:db8:1:2::1")).isEqualTo(Networks.subscriber("2001:db8:1:2:ffff::9"));
        assertThat(Networks.subscriber("2001:db8:1:2::1")).isNotEqualTo(Networks.subscriber("2001:db8:1:3::1"));
        assertThat(Networks.subscriber("192.0.2.1")).isNotEqualTo(Networks.subscriber("192.0.2.2"));
        assertThat(Networks.subscriber("::ffff:192.0.2.1")).isEqualTo(Networks.subscriber("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0", "*"})
    void whatIsNoNetworkStopsTheStart(String setting) {
        assertThatThrownBy(() -> Networks.of("CENTRALA_TRUSTED_PROXIES", List.of(setting)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CENTRALA_TRUSTED_PROXIES");
    }
}
