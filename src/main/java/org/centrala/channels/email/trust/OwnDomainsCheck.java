package org.centrala.channels.email.trust;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.centrala.platform.command.DoctorCheck;

/** Has doctor say what the domains of our mailboxes lack in DNS. */
public final class OwnDomainsCheck implements DoctorCheck {

    @Override
    public List<Finding> examine(DataSource database) {
        var domain =
                new OwnDomain(new Dns(settings(Objects.requireNonNullElse(System.getenv("CENTRALA_TRUST_DNS"), ""))));
        var findings = new ArrayList<Finding>();
        new OwnDomainStore(database).places().forEach(place -> findings.addAll(of(domain, place)));
        return findings;
    }

    private static List<Finding> of(OwnDomain domain, OwnDomainStore.Place place) {
        var name = Domains.ofAddress(place.address());
        if (OwnDomain.reserved(name)) {
            return List.of(new Finding("Domain", name + " is a name for trying things out: DNS does not know it", ""));
        }
        return domain.check(place.address(), null, place.host().isEmpty() ? null : place.host()).stream()
                .map(one -> new Finding(one.check().toUpperCase(Locale.ROOT), name + ": " + one.detail(), mend(one)))
                .toList();
    }

    private static String mend(OwnDomain.DomainFinding found) {
        if (found.state().equals("ok")) {
            return "";
        }
        return "TXT " + found.name() + (found.record() == null ? "" : " \"" + found.record() + "\"");
    }

    static TrustSettings settings(String servers) {
        return new TrustSettings(
                true,
                List.of(),
                List.of(),
                List.of(),
                Stream.of(servers).flatMap(all -> Arrays.stream(all.split(","))).toList(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                true);
    }
}
