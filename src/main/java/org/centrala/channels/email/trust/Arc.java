package org.centrala.channels.email.trust;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.centrala.channels.email.trust.RawFields.Field;
import org.jspecify.annotations.Nullable;

/**
 * Validates the chain of seals that forwarders put on a mail (RFC 8617, 5.2): complete sets without a gap, the newest
 * message signature, and every seal from the newest to the first.
 */
final class Arc {
    private static final String RESULTS = "arc-authentication-results";
    static final String MESSAGE = "arc-message-signature";
    private static final String SEAL = "arc-seal";
    private static final int MOST_SETS = 50;

    private final Dkim dkim;
    private final SignatureKeys keys;

    Arc(Dkim dkim, SignatureKeys keys) {
        this.dkim = dkim;
        this.keys = keys;
    }

    /**
     * What the chain is worth.
     *
     * @param sealer the domain of the newest seal
     * @param said what the newest sealer found when the mail came to it
     */
    record Result(
            String result,
            @Nullable String sealer,
            @Nullable AuthenticationResults said) {}

    private record Signed(int instance, Field field, Tags tags) {}

    private record Step(Signed results, Signed message, Signed seal) {}

    private static final Result NONE = new Result("none", null, null);

    Result validate(RawFields mail, Dkim.Bodies bodies, TimeLimit limit) {
        if (mail.fields().stream().noneMatch(field -> field.is(SEAL) || field.is(MESSAGE) || field.is(RESULTS))) {
            return NONE;
        }
        var steps = steps(mail);
        if (steps == null) {
            return new Result("fail", null, null);
        }
        var newest = steps.getLast();
        var sealer = newest.seal().tags().word("d", "");
        var result = validate(mail, bodies, steps, limit);
        return new Result(
                result,
                sealer,
                result.equals("pass")
                        ? AuthenticationResults.of(
                                withoutInstance(newest.results().field()))
                        : null);
    }

    private String validate(RawFields mail, Dkim.Bodies bodies, List<Step> steps, TimeLimit limit) {
        for (var step : steps) {
            boolean first = step.seal().instance() == 1;
            if (!step.seal().tags().word("cv", "").equals(first ? "none" : "pass")
                    || step.seal().tags().has("h")
                    || step.message().tags().list("h").contains(SEAL)) {
                return "fail";
            }
        }
        var signed = dkim.verify(steps.getLast().message().field(), mail.fields(), bodies, false, limit);
        if (!signed.passed()) {
            return signed.result().equals("temperror") ? "temperror" : "fail";
        }
        for (int last = steps.size(); last > 0; last--) {
            var sealed = sealed(steps.subList(0, last), limit);
            if (!sealed.equals("pass")) {
                return sealed;
            }
        }
        return "pass";
    }

    /** Whether the last seal covers all sets up to its own. */
    private String sealed(List<Step> steps, TimeLimit limit) {
        var seal = steps.getLast().seal();
        var algorithm = seal.tags().word("a", "");
        if (!List.of("rsa-sha256", "ed25519-sha256").contains(algorithm)) {
            return "fail";
        }
        var found = keys.find(seal.tags().word("s", ""), seal.tags().word("d", ""), algorithm, limit);
        if (found instanceof SignatureKeys.NoKey(var result, var reason)) {
            return result.equals("temperror") ? result : "fail";
        }
        var text = new StringBuilder();
        for (var step : steps) {
            text.append(Canonical.relaxed(step.results().field())).append("\r\n");
            text.append(Canonical.relaxed(step.message().field())).append("\r\n");
            if (step.seal().equals(seal)) {
                text.append(Dkim.unsigned(seal.field(), true));
            } else {
                text.append(Canonical.relaxed(step.seal().field())).append("\r\n");
            }
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(seal.tags().compact("b").orElse(""));
        } catch (IllegalArgumentException wrong) {
            return "fail";
        }
        return SignatureKeys.verifies(((SignatureKeys.Key) found).key(), algorithm, text.toString(), signature)
                ? "pass"
                : "fail";
    }

    /** The sets in order; null when one is incomplete, doubled or missing. */
    private static @Nullable List<Step> steps(RawFields mail) {
        var results = instances(mail.all(RESULTS), true);
        var messages = instances(mail.all(MESSAGE), false);
        var seals = instances(mail.all(SEAL), false);
        if (results == null || messages == null || seals == null || seals.isEmpty() || seals.size() > MOST_SETS) {
            return null;
        }
        if (results.size() != seals.size() || messages.size() != seals.size()) {
            return null;
        }
        var steps = new ArrayList<Step>();
        for (int instance = 1; instance <= seals.size(); instance++) {
            var result = results.get(instance);
            var message = messages.get(instance);
            var seal = seals.get(instance);
            if (result == null || message == null || seal == null) {
                return null;
            }
            steps.add(new Step(result, message, seal));
        }
        return steps;
    }

    private static @Nullable Map<Integer, Signed> instances(List<Field> fields, boolean results) {
        var found = new TreeMap<Integer, Signed>();
        for (var field : fields) {
            var tags = Tags.of(results ? firstTag(field) : field.value());
            var instance = tags == null ? "" : tags.word("i", "");
            if (tags == null || !instance.matches("[0-9]{1,3}")) {
                return null;
            }
            var signed = new Signed(Integer.parseInt(instance), field, tags);
            if (found.put(signed.instance(), signed) != null) {
                return null;
            }
        }
        return found;
    }

    private static String firstTag(Field field) {
        int end = field.value().indexOf(';');
        return end < 0 ? field.value() : field.value().substring(0, end);
    }

    private static String withoutInstance(Field field) {
        return field.value().substring(field.value().indexOf(';') + 1);
    }
}
