package org.centrala.channels.email.trust;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    /** The author's own signatures first: neither time nor their number is left to what strangers have added. */
    List<Result> verify(RawFields mail, Bodies bodies, String author, TimeLimit limit) {
        var results = new ArrayList<Result>();
        mail.all(SIGNATURE).stream()
                .sorted(Comparator.comparing(field -> !signedBy(author, field)))
                .limit(MOST_SIGNATURES)
                .forEach(field -> results.add(verify(field, mail.fields(), bodies, true, limit)));
        return results;
    }

    private static boolean signedBy(String author, Field field) {
        var tags = Tags.of(field.value());
        return tags != null && !author.isEmpty() && Domains.aligned(tags.word("d", ""), author, false);
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
        var hash = bodies.hash(tags);
        if (hash == null) {
            return new Result("permerror", domain, "signature.tooMany");
        }
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
        var length = tags.word("l", "");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
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

    /** The hashes of one mail's body that its signatures ask for. */
    static final class Bodies {
        static final Bodies NONE = new Bodies(Map.of());

        /** Each costs reading the whole body, and no honest mail asks for more. */
        private static final int MOST = 4;

        private final Map<String, Canonical.BodyHash> known;

        private Bodies(Map<String, Canonical.BodyHash> known) {
            this.known = known;
        }

        static Bodies of(RawFields fields, byte[] mail) {
            var known = new HashMap<String, Canonical.BodyHash>();
            fields.fields().stream()
                    .filter(field -> field.is(SIGNATURE) || field.is(Arc.MESSAGE))
                    .map(field -> Tags.of(field.value()))
                    .filter(Objects::nonNull)
                    .limit(2L * MOST_SIGNATURES)
                    .forEach(tags -> {
                        if (known.size() < MOST) {
                            known.computeIfAbsent(
                                    key(tags), key -> Canonical.body(mail, fields.body(), relaxed(tags), length(tags)));
                        }
                    });
            return new Bodies(known);
        }

        private static String key(Tags tags) {
            return relaxed(tags) + " " + length(tags);
        }

        private static boolean relaxed(Tags tags) {
            return tags.word("c", "simple/simple").endsWith("/relaxed");
        }

        /** Null when the mail asks for too many. */
        Canonical.@Nullable BodyHash hash(Tags tags) {
            return known.get(key(tags));
        }
    }
}
