package org.centrala.channels.email.trust;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.IDN;
import java.util.Locale;

/** Names of domains: as DNS writes them, and who they belong to by the public suffix list. */
public final class Domains {
    private Domains() {}

    /** The domain of an address in the form that DNS knows; empty when there is none. */
    static String ofAddress(String address) {
        return ascii(address.substring(address.lastIndexOf('@') + 1));
    }

    static String ascii(String domain) {
        try {
            var plain = domain.strip().toLowerCase(Locale.ROOT);
            return IDN.toASCII(
                            plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain, IDN.ALLOW_UNASSIGNED)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noName) {
            return "";
        }
    }

    static String unicode(String domain) {
        return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }

    /** The part that somebody has registered, the domain itself when the list does not know. */
    static String organisation(String domain) {
        var registered = EffectiveTldFinder.getAssignedDomain(domain, true, false);
        if (registered != null && !registered.isEmpty()) {
            return registered.toLowerCase(Locale.ROOT);
        }
        // a suffix itself belongs to nobody; of a name the list does not know the last label is the suffix
        var labels = domain.split("\\.");
        return EffectiveTldFinder.getEffectiveTLD(domain) != null || labels.length < 3
                ? domain
                : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    /** Whether one may speak for the other: the same, or for relaxed alignment of the same organisation. */
    public static boolean aligned(String one, String other, boolean strict) {
        return one.equals(other) || !strict && organisation(one).equals(organisation(other));
    }
}
