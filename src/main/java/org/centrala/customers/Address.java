package org.centrala.customers;

import java.net.IDN;
import java.util.Locale;

/** The normal form in which contact points are compared. */
public final class Address {
    private static final int LONGEST = 320;

    private Address() {}

    /** An e-mail address in lower case with its domain in ASCII (RFC 5890); what is no address stays as it is, in lower case. */
    public static String normalEmail(String address) {
        var trimmed = address.strip().toLowerCase(Locale.ROOT);
        var at = trimmed.lastIndexOf('@');
        if (at < 1 || at == trimmed.length() - 1 || isAscii(trimmed)) {
            return trimmed;
        }
        try {
            return trimmed.substring(0, at + 1) + IDN.toASCII(trimmed.substring(at + 1), IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notADomain) {
            return trimmed;
        }
    }

    /** Whether a person could have meant this as an e-mail address: something, one @, something; no spaces or controls. */
    public static boolean isEmail(String address) {
        var at = address.lastIndexOf('@');
        return at > 0
                && at < address.length() - 1
                && address.length() <= LONGEST
                && address.chars()
                        .noneMatch(c -> Character.isWhitespace(c)
                                || Character.isISOControl(c)
                                || c == '<'
                                || c == '>'
                                || c == ',');
    }

    /** A phone number's digits, with the leading plus if it has one. */
    public static String normalPhone(String number) {
        var digits = number.replaceAll("[^0-9]", "");
        return number.strip().startsWith("+") ? "+" + digits : digits;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
