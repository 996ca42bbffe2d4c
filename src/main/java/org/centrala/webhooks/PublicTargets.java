package org.centrala.webhooks;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where webhooks may go: to public addresses only, or whoever manages settings could look around behind the firewall. What
 * counts is the address that is connected to, whatever name or spelling led there (ADR 0060).
 */
@Component
class PublicTargets {
    private static final int LONGEST = 2000;

    /** Numbers in another than the usual form: decimal, octal, hexadecimal, shortened. */
    private static final Pattern NUMBERS =
            Pattern.compile("(?i)(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*\\.?");

    private static final Pattern DOTTED = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");

    private record Network(byte[] address, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            return new Network(
                    InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((other[i / 8] & mask) != (address[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Of IPv4: this network, private, shared, loopback, link-local, documentation, benchmarks, relays, multicast, reserved. */
    private static final List<Network> CLOSED = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .stream()
            .map(Network::of)
            .toList();

    /** Of IPv6 only what is given out is open, without what carries addresses of IPv4 inside. */
    private static final Network OPEN = Network.of("2000::/3");

    private static final List<Network> CLOSED_SIX =
            List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").stream()
                    .map(Network::of)
                    .toList();

    private final WebhookSettings settings;

    PublicTargets(WebhookSettings settings) {
        this.settings = settings;
    }

    /** The address of a webhook as somebody typed it; what is wrong with it is said at once. */
    String checked(@Nullable String wanted) {
        var text = wanted == null ? "" : wanted.strip();
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException wrong) {
            throw Problem.invalid("url", "must be an address such as https://example.com/hook");
        }
        var host = url.getHost();
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (text.length() > LONGEST || host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw Problem.invalid("url", "must be an address such as https://example.com/hook");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && settings.privateTargets())) {
            throw Problem.invalid("url", "must begin with https://");
        }
        if (!settings.privateTargets()) {
            if (NUMBERS.matcher(host).matches() && !DOTTED.matcher(host).matches() || !literalIsPublic(host)) {
                throw Problem.invalid("url", "must not lead into a private network");
            }
        }
        return url.toASCIIString();
    }

    private static boolean literalIsPublic(String host) {
        var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (!host.startsWith("[") && !DOTTED.matcher(host).matches()) {
            var lower = host.toLowerCase(java.util.Locale.ROOT);
            return !lower.equals("localhost") && !lower.endsWith(".localhost") && !lower.equals("localhost.");
        }
        try {
            return isPublic(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    /** The addresses of a host at this moment; to connect to any other is to connect to something unchecked. */
    List<InetAddress> resolve(String host) throws IOException {
        var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var found = List.of(InetAddress.getAllByName(plain));
        if (!settings.privateTargets() && !found.stream().allMatch(PublicTargets::isPublic)) {
            throw new IOException("the name leads into a private network");
        }
        return found;
    }

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet4Address
                ? CLOSED.stream().noneMatch(network -> network.has(bytes))
                : OPEN.has(bytes) && CLOSED_SIX.stream().noneMatch(network -> network.has(bytes));
    }
}
