package org.centrala.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.centrala.platform.StartRefused;

/** Addresses and the networks (CIDR) they belong to. Never asks a name server. */
public record Networks(List<Network> networks) {
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    record Network(byte[] address, int bits) {

        boolean contains(InetAddress other) {
            var bytes = other.getAddress();
            return bytes.length == address.length && Arrays.equals(masked(bytes, bits), masked(address, bits));
        }
    }

    /** Reads settings such as {@code 10.0.0.5} or {@code 192.168.0.0/16}; refuses to start with anything else. */
    public static Networks of(String variable, List<String> settings) {
        return new Networks(settings.stream()
                .map(String::strip)
                .filter(setting -> !setting.isEmpty())
                .map(setting -> network(variable, setting))
                .toList());
    }

    public boolean contains(String ip) {
        return !networks.isEmpty()
                && parse(ip)
                        .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                        .isPresent();
    }

    /** Only whole addresses: short forms such as {@code 10.1} are more likely a slip of the pen. */
    public static Optional<InetAddress> parse(String literal) {
        if (literal.indexOf(':') < 0 && !DOTTED.matcher(literal).matches()) {
            return Optional.empty();
        }
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

    private static Network network(String variable, String setting) {
        var slash = setting.indexOf('/');
        var literal = parse(slash < 0 ? setting : setting.substring(0, slash));
        if (literal.isPresent()) {
            var address = literal.get().getAddress();
            var bits = slash < 0 ? String.valueOf(address.length * 8) : setting.substring(slash + 1);
            if (BITS.matcher(bits).matches() && Integer.parseInt(bits) <= address.length * 8) {
                return new Network(address, Integer.parseInt(bits));
            }
        }
        throw new StartRefused(variable + ": " + setting + " is neither an address nor a network");
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
