package org.centrala.customers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.centrala.platform.web.Problem;
import org.springframework.http.HttpStatus;

/** A domain that belongs to one organisation: in lower case and ASCII (RFC 5890), and not one under which everybody writes. */
final class CompanyDomain {
    private static final int LONGEST = 253;
    private static final int LONGEST_SHOWN = 80;
    private static final Pattern LABELS =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\s\\u2028\\u2029]");

    /** Providers of mailboxes for everybody; not complete, so a company may still be given a domain that is none of its own. */
    private static final Set<String> FREE_MAIL = words("free-mail-domains.txt");
    /** Under which others register theirs, as far as they have two parts. */
    private static final Set<String> PUBLIC = words("public-suffixes.txt");

    private CompanyDomain() {}

    /** The domain that somebody typed, in its normal form. */
    static String normal(String typed) {
        var text = typed.strip();
        if (text.length() > LONGEST + 1 || INVISIBLE.matcher(text).find()) {
            throw refused("invalid", text, "is no domain such as firma.si");
        }
        var domain = ascii(text.startsWith("@") ? text.substring(1) : text);
        if (domain.length() > LONGEST || !LABELS.matcher(domain).matches()) {
            throw refused("invalid", text, "is no domain such as firma.si, without a path or a protocol");
        }
        if (FREE_MAIL.contains(domain)) {
            throw refused(
                    "shared",
                    domain,
                    "is where anybody can have a mailbox: people who share it need not share a company");
        }
        if (PUBLIC.contains(domain)) {
            throw refused("public", domain, "is where anybody can register a domain: give the whole of the company's");
        }
        return domain;
    }

    /** As people write it. */
    static String shown(String domain) {
        return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED);
    }

    private static String ascii(String text) {
        try {
            // As addresses are normalised, so that the two can be compared.
            var ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException noDomain) {
            throw refused("invalid", text, "is no domain such as firma.si");
        }
    }

    private static Problem refused(String because, String domain, String why) {
        var clean = INVISIBLE.matcher(domain).replaceAll("");
        var shown = clean.length() > LONGEST_SHOWN ? clean.substring(0, LONGEST_SHOWN) + "…" : clean;
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "company.domain_" + because,
                "“" + shown + "” " + why + ".",
                Map.of("domain", shown));
    }

    /** One word a line; {@code #} begins a remark. */
    private static Set<String> words(String file) {
        try (var in = Objects.requireNonNull(CompanyDomain.class.getResourceAsStream(file))) {
            return Set.copyOf(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
