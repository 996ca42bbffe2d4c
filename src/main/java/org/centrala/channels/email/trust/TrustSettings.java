package org.centrala.channels.email.trust;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.centrala.platform.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom arriving mail is believed by.
 *
 * @param enabled whether mail from public addresses is checked at all
 * @param relays addresses or networks (CIDR) of our own mail servers, whose verdicts and junk marks are believed
 * @param authservIds the names under which those servers write Authentication-Results
 * @param arcSealers domains whose ARC seal is believed when DMARC fails on the way, as of a mailing list
 * @param dns servers to ask, {@code address} or {@code address:port}; none: those of the system
 * @param dnsTimeout how long one question may take
 * @param timeout how long all the checks of one mail may take
 * @param fetchedRelays whether mail that we fetched by IMAP counts as coming from a relay of ours
 */
@ConfigurationProperties("centrala.trust")
public record TrustSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> relays,
        @DefaultValue List<String> authservIds,
        @DefaultValue List<String> arcSealers,
        @DefaultValue List<String> dns,
        @DefaultValue("2s") Duration dnsTimeout,
        @DefaultValue("8s") Duration timeout,
        @DefaultValue("true") boolean fetchedRelays) {

    public TrustSettings {
        relays = clean(relays);
        authservIds = clean(authservIds);
        arcSealers = clean(arcSealers);
        dns = clean(dns);
        dns.forEach(TrustSettings::server);
    }

    private static List<String> clean(List<String> words) {
        return words.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static InetSocketAddress server(String written) {
        int colon = written.lastIndexOf(':');
        boolean port = colon > 0 && written.indexOf(':') == colon || written.startsWith("[") && written.contains("]:");
        var host = port ? written.substring(0, colon) : written;
        try {
            if (!host.matches("\\[?[0-9a-f.:]+]?")) {
                throw new UnknownHostException();
            }
            var address = InetAddress.getByName(host);
            return new InetSocketAddress(address, port ? Integer.parseInt(written.substring(colon + 1)) : 53);
        } catch (UnknownHostException | IllegalArgumentException wrong) {
            throw new StartRefused("CENTRALA_TRUST_DNS names " + written + ", which is no address of a DNS server");
        }
    }
}
