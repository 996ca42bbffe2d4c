package org.centrala.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.centrala.platform.StartRefused;

/** Addresses and the networks (CIDR) they belong to. Never asks a name server. */
record Networks(List<Network> networks) {

    private record Network(byte[] address, int bits) {

        boolean contains(InetAddress other) {
            var bytes = other.getAddress();
            return bytes.length == address.length && Arrays.equals(masked(bytes, bits), masked(address, bits));
        }
    }

    /** Reads settings such as {@code 10.0.0.5} or {@code 192.168.0.0/16}; refuses to start with anything else. */
    static Networks of(List<String> settings) {
        return new Networks(settings.stream()
                .map(String::strip)
                .filter(setting -> !setting.isEmpty())
                .map(Networks::network)
                .toList());
    }

    boolean contains(String ip) {
        return !networks.isEmpty()
                && parse(ip)
                        .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                        .isPresent();
    }

    static Optional<InetAddress> parse(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What one subscriber usually has: an IPv4 address, or an IPv6 network of 64 bits. */
    static String subscriber(String ip) {
        return parse(ip)
                .map(address -> address instanceof Inet6Address
                        ? HexFormat.of().formatHex(masked(address.getAddress(), 64))
                        : address.getHostAddress())
                .orElse(ip);
    }

    private static Network network(String setting) {
        var slash = setting.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? setting : setting.substring(0, slash)).getAddress();
            var bits = slash < 0 ? address.length * 8 : Integer.parseInt(setting.substring(slash + 1));
            if (bits >= 0 && bits <= address.length * 8) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new StartRefused("CENTRALA_TRUSTED_PROXIES: " + setting + " is neither an address nor a network");
    }

    private static byte[] masked(byte[] address, int bits) {
        var masked = address.clone();
        for (int index = 0; index < masked.length; index++) {
            var kept = Math.clamp(bits - index * 8L, 0, 8);
            masked[index] &= (byte) (0xff00 >> kept);
        }
        return masked;
    }
}
