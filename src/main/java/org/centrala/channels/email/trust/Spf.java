package org.centrala.channels.email.trust;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.apache.james.jspf.impl.SPF;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Whether the client may send for the domain of the envelope, or of its greeting when that is empty (RFC 7208). The
 * library judges; the questions go through {@link Dns}, where they cost what is left of the mail's time.
 */
final class Spf {
    /** Names that lead nowhere; more of them is a record that wears resolvers out (RFC 7208, 4.6.4). */
    private static final int MOST_VOID = 2;

    private static final Set<String> RESULTS =
            Set.of("pass", "fail", "softfail", "neutral", "none", "temperror", "permerror");

    private final Dns dns;

    Spf(Dns dns) {
        this.dns = dns;
    }

    /** @param domain whose record was asked for */
    record Result(String result, @Nullable String domain) {
        static final Result NONE = new Result("none", null);
    }

    Result check(String client, String helo, String envelopeFrom, TimeLimit limit) {
        var domain = domain(envelopeFrom, helo);
        if (domain == null) {
            return Result.NONE;
        }
        var questions = new Questions(limit);
        var sender = envelopeFrom.isEmpty() ? "postmaster@" + domain : local(envelopeFrom) + "@" + domain;
        try {
            var result = new SPF(questions)
                    .checkSPF(client, sender, helo.isEmpty() ? domain : helo)
                    .getResult();
            var word = result.toLowerCase(Locale.ROOT);
            if (questions.wasted > MOST_VOID) {
                return new Result("permerror", domain);
            }
            return new Result(RESULTS.contains(word) ? word : "permerror", domain);
        } catch (RuntimeException unreadable) {
            return new Result(questions.away ? "temperror" : "permerror", domain);
        }
    }

    private static @Nullable String domain(String envelopeFrom, String helo) {
        var named = envelopeFrom.isEmpty() ? helo : envelopeFrom.substring(envelopeFrom.lastIndexOf('@') + 1);
        try {
            var ascii = IDN.toASCII(named.strip()).toLowerCase(Locale.ROOT);
            return ascii.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+\\.?") ? ascii : null;
        } catch (IllegalArgumentException noDomain) {
            return null;
        }
    }

    private static String local(String address) {
        int at = address.lastIndexOf('@');
        return at <= 0 ? "postmaster" : address.substring(0, at);
    }

    /** The library's questions, as {@link Dns} answers them. */
    private final class Questions implements DNSService {
        private final TimeLimit limit;
        private int wasted;
        private boolean away;
        private boolean policyRead;

        Questions(TimeLimit limit) {
            this.limit = limit;
        }

        @Override
        public @Nullable List<String> getRecords(DNSRequest request) throws TimeoutException {
            int type = switch (request.getRecordType()) {
                case DNSRequest.A -> Type.A;
                case DNSRequest.AAAA -> Type.AAAA;
                case DNSRequest.MX -> Type.MX;
                case DNSRequest.PTR -> Type.PTR;
                case DNSRequest.TXT -> Type.TXT;
                // the type of its own that RFC 7208 gave up
                default -> 0;
            };
            if (type == 0) {
                return null;
            }
            return switch (dns.ask(request.getHostname(), type, limit)) {
                case Dns.Found(var values, var fresh) -> {
                    policyRead |= type == Type.TXT;
                    // the library takes away what it has looked at
                    yield new ArrayList<>(values);
                }
                case Dns.Nothing() -> {
                    wasted += policyRead ? 1 : 0;
                    yield null;
                }
                case Dns.Away() -> {
                    away = true;
                    throw new TimeoutException("no answer in time");
                }
            };
        }

        @Override
        public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
            var answer = new CompletableFuture<List<String>>();
            try {
                answer.complete(getRecords(request));
            } catch (TimeoutException late) {
                answer.completeExceptionally(late);
            }
            return answer;
        }

        @Override
        public List<String> getLocalDomainNames() {
            return List.of();
        }

        @Override
        public void setTimeOut(int seconds) {
            // the mail's own limit holds
        }

        @Override
        public int getRecordLimit() {
            return 10;
        }

        @Override
        public void setRecordLimit(int limit) {
            // ten, as RFC 7208 says
        }
    }
}
