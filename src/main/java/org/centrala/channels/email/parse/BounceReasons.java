package org.centrala.channels.email.parse;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a delivery failed, in one word, from what servers write and from the status codes of RFC 3463. */
final class BounceReasons {
    private record Rule(String reason, String... phrases) {}

    /** In order: the particular before the general. */
    private static final Rule[] RULES = {
        rule("authfailure", """
            dmarc | spf check | spf fail | spf validation | dkim | sender policy framework | unauthenticated email
            unauthenticated mail | email authentication | not authorized to send
            """),
        rule("requireptr", """
            reverse dns | ptr record | no ptr | rdns | fcrdns | cannot find your hostname | cannot find your reverse
            reverse lookup | has no ptr | ip name lookup failed | mismatches client ip
            """),
        rule("virusdetected", """
            virus | malware | infected
            """),
        rule("badreputation", """
            reputation | senderscore
            """),
        rule("speeding", """
            rate limit | too many messages | sending too fast | rate of messages | ratelimit | slow down
            too much mail | throttl | unusual rate | at a rate that | unexpected volume
            """),
        rule("toomanyconn", """
            too many connections | too many concurrent | maximum number of connections | connection limit
            too many sessions | connection rate | too many recipients
            """),
        rule("systemfull", """
            insufficient system storage | insufficient disk | no space left | disk full | mail system full
            system storage | local file system is full
            """),
        rule("mailboxfull", """
            mailbox full | mailbox is full | over quota | overquota | quota exceeded | exceeded quota | quota is full
            quota exceed | mailbox exceeded | exceeds quota | out of storage | storage limit | insufficient storage
            full mailbox | disk quota | mailbox quota | exceeded storage | not enough storage | mailbox size limit
            mailbox for user is full | over the allowed quota | inbox is full | is over its quota
            mailbox has exceeded | storagequota | mailfolder is over
            """),
        rule("mesgtoobig", """
            message too large | message size exceeds | message is too big | message too big | size limit exceeded
            size exceeds | exceeds maximum | exceeded maximum message | message file too big | too large
            max message size
            """),
        rule("norelaying", """
            relay access denied | relaying denied | relay denied | not permitted to relay | relay not permitted
            unable to relay | relaying not | we do not relay | no relaying | not allowed to relay | not a gateway
            that domain isn't in my list | not relay
            """),
        rule("hostunknown", """
            host unknown | domain not found | host not found | unknown host | unrouteable address
            unrouteable mail domain | name or service not known | domain does not exist | no such domain
            domain not exist | nxdomain | unknown domain | invalid domain | name server: host not found
            couldn't find any host | unable to resolve | dns error | host or domain name not found
            recipient address rejected: domain
            """),
        rule("notaccept", """
            does not accept mail | nullmx | null mx | not accept any mail | no mail accepted | does not accept email
            """),
        rule("hasmoved", """
            has moved | address has changed | no longer at | changed address
            """),
        rule("spamdetected", """
            spam | junk mail | unsolicited | bulk mail | blocked by content | considered unsolicited | looks like
            message content rejected | ube
            """),
        rule("blocked", """
            blacklist | block list | blocklist | dnsbl | rbl | spamhaus | barracuda | client host blocked
            ip address has been | denied by policy of the ip | blocked using | access denied. ip | is blocked
            connection refused by | listed in | connection dropped | dynamic ip | banned
            connections not accepted from | ip address is | network not allowed
            """),
        rule("policyviolation", """
            policy violation | violates | policy reasons | due to policy | policy restrictions | local policy
            message policy | dangerous attach | file extension | not allowed to send attachments | denied by policy
            against our policy
            """),
        rule("userunknown", """
            user unknown | unknown user | no such user | user not found | no mailbox | mailbox unavailable
            mailbox not found | invalid recipient | unknown recipient | recipient unknown | recipient not found
            does not exist | doesn't exist | not exist | no such recipient | no such address | address unknown
            unknown address | unknown mailbox | no such mailbox | not listed in | recipient address rejected
            no longer on server | unknown or illegal alias | invalid mailbox | user is unknown | recipient rejected
            not our customer | is not a known user | not a valid mailbox | no such person | unknown local part
            address not found | could not be found | couldn't be found | bad destination mailbox | unknown account
            account is disabled | account has been disabled | account inactive | is inactive | no account by that name
            there is no one at this address | not a valid user | undeliverable address | invalid address | bad address
            mailbox does not | resolver.adr.recip | recipnotfound | user doesn't have | unknown to address | no user
            unknown in local recipient | unknown local-part | the user you are trying to contact | nosuchuser
            user not exist
            """),
        rule("filtered", """
            filter | refused by recipient | recipient's own rules | message rejected by recipient
            not accepting mail from | restricted | permission to send | not authorized to post | rejected due to user
            """),
        rule("notcompliantrfc", """
            rfc 5322 | rfc5322 | rfc 2822 | not rfc | bare lf | multiple 'from' | addresses in from: header
            duplicate header | missing required header | from header | no from header | this message is not
            """),
        rule("contenterror", """
            header error | invalid header | mime error | malformed mime | 8-bit | 8bit | content reject
            conversion not
            """),
        rule("rejected", """
            sender rejected | sender address rejected | sender denied | sender not | address rejected | invalid sender
            denied sender | sender verify | from address | not allowed to send | mail from refused
            sender address verification | sender domain | unknown sender | access denied | sender is
            callback verification | rejected by
            """),
        rule("securityerror", """
            authentication required | unauthenticated senders | not support tls | authentication failed
            authentication turned on | tls | starttls | certificate | security | executable | encryption
            """),
        rule("expired", """
            delivery time expired | expired | retry time | retry timeout | timed out | timeout exceeded
            been in the queue too long | too long in queue | queue too long | could not be delivered for
            not been delivered | delivery attempts | delivery temporarily suspended | giving up | still undelivered
            has been in queue | maximum delivery time | message delayed | retry limit | will not be retried | expires
            i'm not going to try again | delayed
            """),
        rule("networkerror", """
            connection timed out | connection refused | network unreachable | network is unreachable
            no route to host | could not connect | unable to connect | connection reset | connection lost
            lost connection | hop count | too many hops | mail loop | loops back | loop | host is unreachable
            couldn't connect | malformed or unexpected name server | dns | mx record | mx list | message looping
            """),
        rule("syntaxerror", """
            syntax error | command not recognized | unrecognized command | bad sequence | command not implemented
            command unrecognized | protocol error
            """),
        rule("mailererror", """
            mailer error | command died | command failed | x-unix | exit status | pipe to | procmail | exit code
            can't create output | error in alias | dead letter
            """),
        rule("systemerror", """
            system error | internal error | service unavailable | local error | temporary failure | server error
            system configuration | configuration error | can't open | cannot open | internal server | try again later
            resources | system not | error in processing | queue file | service currently
            """),
    };

    private static final String[] FAILURES = Words.list("""
            could not be delivered | not delivered | undeliverable | delivery failed | delivery has failed | failed
            failure | unable to deliver | error | rejected | returned | unknown | not be delivered | could not
            undelivered | wasn't able | couldn't | bounced | cannot | delayed | permanent | mailbox | nicht | nie_
            full
            """);

    private static Rule rule(String reason, String phrases) {
        return new Rule(reason, Words.list(phrases));
    }

    private static final Set<String> HARD = Set.of("userunknown", "hostunknown", "hasmoved", "notaccept");

    private BounceReasons() {}

    static boolean hard(String reason) {
        return HARD.contains(reason);
    }

    static boolean speaksOfFailure(String lower) {
        for (var failure : FAILURES) {
            if (lower.contains(failure)) {
                return true;
            }
        }
        return false;
    }

    static String of(String diagnostic, @Nullable String status, @Nullable String code) {
        var lower = Text.line(Text.cut(diagnostic, 4000)).toLowerCase(Locale.ROOT);
        var coded = coded(status, code);
        for (var rule : RULES) {
            for (var phrase : rule.phrases) {
                if (lower.contains(phrase)) {
                    return settle(rule.reason, coded, status);
                }
            }
        }
        return coded == null ? "undefined" : coded;
    }

    /** An exact status code outweighs a vague phrase. */
    private static String settle(String phrase, @Nullable String coded, @Nullable String status) {
        if (coded == null || status == null) {
            return phrase;
        }
        boolean exact = coded.equals("userunknown") || coded.equals("mailboxfull") || coded.equals("mesgtoobig");
        boolean vague = phrase.equals("filtered")
                || phrase.equals("rejected")
                || phrase.equals("systemerror")
                || phrase.equals("expired")
                || phrase.equals("networkerror")
                || phrase.equals("mailererror");
        return exact && vague ? coded : phrase;
    }

    private static @Nullable String coded(@Nullable String status, @Nullable String code) {
        if (status != null && status.length() > 2) {
            boolean permanent = status.charAt(0) == '5';
            var detail = status.substring(2);
            return switch (detail) {
                case "1.0", "1.1", "1.3", "1.10" -> permanent ? "userunknown" : null;
                case "1.2" -> permanent ? "hostunknown" : "networkerror";
                case "1.6" -> "hasmoved";
                case "1.7", "1.8" -> "rejected";
                case "2.0", "2.1" -> "filtered";
                case "2.2" -> "mailboxfull";
                case "2.3", "3.4" -> "mesgtoobig";
                case "3.1" -> "systemfull";
                case "3.0", "3.2", "3.5" -> "systemerror";
                case "4.0", "4.1", "4.2", "4.3", "4.4", "4.6" -> "networkerror";
                case "4.5" -> "speeding";
                case "4.7" -> "expired";
                case "5.0", "5.1", "5.2" -> "syntaxerror";
                case "6.0", "6.1", "6.3", "6.5" -> "contenterror";
                case "7.1" -> permanent ? "rejected" : null;
                case "7.0" -> "securityerror";
                case "7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26" -> "authfailure";
                default -> null;
            };
        }
        return code == null
                ? null
                : switch (code) {
                    case "550", "551", "553" -> "userunknown";
                    case "552" -> "mailboxfull";
                    default -> null;
                };
    }
}
