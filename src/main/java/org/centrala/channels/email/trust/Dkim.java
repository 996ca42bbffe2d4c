package org.centrala.channels.email.trust;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.centrala.channels.email.trust.RawFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Verifies DKIM signatures (RFC 6376 with RFC 8301 and RFC 8463): rsa-sha256 and ed25519-sha256. A signature of only a
 * part of the body proves nothing about the rest, so it counts as {@code policy}, not as pass.
 */
final class Dkim {
    static final String SIGNATURE = "dkim-signature";

    private static final int MOST_SIGNATURES = 8;
    private static final Pattern OWN_VALUE = Pattern.compile("((?:^|;)[ \\t\\r\\n]*b[ \\t\\r\\n]*=)[^;]*");

    private final SignatureKeys keys;
    private final Clock clock;

    Dkim(SignatureKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What became of one signature. */
    record Result(
            String result,
            @Nullable String domain,
            @Nullable String reason) {
        boolean passed() {
            return result.equals("pass");
        }
    }

    /** Each signature of the mail, from the top. */
    List<Result> verify(RawFields mail, TimeLimit limit) {
        var hashes = new Bodies(mail);
        var results = new ArrayList<Result>();
        mail.all(SIGNATURE).stream()
                .limit(MOST_SIGNATURES)
                .forEach(field -> results.add(verify(field, mail.fields(), hashes, true, limit)));
        return results;
    }

    /** Also for the message signatures of ARC, which differ in having an instance instead of a version. */
    Result verify(Field field, List<Field> fields, Bodies bodies, boolean versioned, TimeLimit limit) {
        var tags = Tags.of(field.value());
        if (tags == null) {
            return new Result("permerror", null, "signature.unreadable");
        }
        var domain = tags.word("d", "");
        var wrong = wrong(tags, domain, versioned);
        if (wrong != null) {
            return new Result(wrong.startsWith("signature.expired") ? "fail" : "permerror", domain, wrong);
        }
        var algorithm = tags.word("a", "");
        var form = tags.word("c", "simple/simple");
        var found = keys.find(tags.word("s", ""), domain, algorithm, limit);
        if (found instanceof SignatureKeys.NoKey(var result, var reason)) {
            return new Result(result, domain, reason);
        }
        var key = (SignatureKeys.Key) found;
        if (versioned && key.strict() && !identity(tags, domain).equals(domain)) {
            return new Result("permerror", domain, "signature.identity");
        }
        var hash = bodies.hash(form.endsWith("/relaxed"), length(tags));
        if (!Arrays.equals(hash.hash(), decoded(tags, "bh"))) {
            return new Result("fail", domain, "body.changed");
        }
        boolean relaxed = form.startsWith("relaxed");
        var others = without(field, fields);
        var signed = Canonical.header(tags.list("h"), others, relaxed) + unsigned(field, relaxed);
        if (!SignatureKeys.verifies(key.key(), algorithm, signed, decoded(tags, "b"))) {
            return new Result("fail", domain, "header.changed");
        }
        return hash.whole() ? new Result("pass", domain, null) : new Result("policy", domain, "signature.partOfBody");
    }

    @SuppressWarnings("ReferenceEquality") // a field that reads the same is another one, and may be signed
    private static List<Field> without(Field field, List<Field> fields) {
        return fields.stream().filter(other -> other != field).toList();
    }

    private @Nullable String wrong(Tags tags, String domain, boolean versioned) {
        for (var needed : List.of("a", "b", "bh", "d", "h", "s")) {
            if (tags.compact(needed).orElse("").isEmpty()) {
                return "signature.incomplete";
            }
        }
        if (versioned && !tags.word("v", "").equals("1")) {
            return "signature.version";
        }
        if (!List.of("rsa-sha256", "ed25519-sha256").contains(tags.word("a", ""))) {
            return "signature.algorithm";
        }
        if (!tags.word("c", "simple/simple").matches("(simple|relaxed)(/(simple|relaxed))?")) {
            return "signature.form";
        }
        if (!tags.list("h").contains("from")) {
            return "signature.withoutFrom";
        }
        var identity = versioned ? identity(tags, domain) : domain;
        if (!identity.equals(domain) && !identity.endsWith("." + domain)) {
            return "signature.identity";
        }
        if (!tags.word("l", "0").matches("[0-9]{1,18}") || !tags.word("x", "0").matches("[0-9]{1,12}")) {
            return "signature.unreadable";
        }
        if (tags.has("x")
                && Long.parseLong(tags.word("x", "0")) < clock.instant().getEpochSecond()) {
            return "signature.expired";
        }
        return null;
    }

    private static String identity(Tags tags, String domain) {
        var identity = tags.word("i", "@" + domain);
        return identity.substring(identity.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static long length(Tags tags) {
        return tags.has("l") ? Long.parseLong(tags.word("l", "0")) : Long.MAX_VALUE;
    }

    private static byte[] decoded(Tags tags, String tag) {
        try {
            return Base64.getDecoder().decode(tags.compact(tag).orElse(""));
        } catch (IllegalArgumentException wrong) {
            return new byte[0];
        }
    }

    /** The signature's own field, as it stood before its value was filled in, without the line end. */
    static String unsigned(Field field, boolean relaxed) {
        int colon = field.text().indexOf(':') + 1;
        var value = OWN_VALUE.matcher(field.text().substring(colon)).replaceFirst("$1");
        var empty = new Field(field.name(), field.text().substring(0, colon) + value);
        return relaxed ? Canonical.relaxed(empty) : empty.text();
    }

    /** The hashes of one mail's body; several signatures mostly want the same one. */
    static final class Bodies {
        private final RawFields mail;
        private final Map<String, Canonical.BodyHash> known = new HashMap<>();

        Bodies(RawFields mail) {
            this.mail = mail;
        }

        Canonical.BodyHash hash(boolean relaxed, long length) {
            return known.computeIfAbsent(
                    relaxed + " " + length, key -> Canonical.body(mail.mail(), mail.body(), relaxed, length));
        }
    }
}
