package org.centrala.channels.email.parse;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery failed, in one word, from what servers write, the status codes of RFC 3463 and the command that was
 * refused. An address counts as dead only when something says so for certain; in doubt the failure is soft.
 */
final class BounceReasons {
    private record Rule(String reason, String... phrases) {}

    /** In order: the particular before the general. */
    private static final Rule[] RULES = {
        rule("authfailure", """
            dmarc | spf check | spf fail | spf validation | spf record | dkim | sender policy framework
            unauthenticated email | unauthenticated mail | email authentication | not authorized to send
            not authenticated email | spf: | failed spf | spf-record | authentication results | spf hardfail
            """),
        rule("requireptr", """
            reverse dns | ptr record | no ptr | rdns | fcrdns | cannot find your hostname | cannot find your reverse
            reverse lookup | has no ptr | ip name lookup failed | mismatches client ip | no reverse | reverse host
            client ip address has no | without a reverse | dns ptr | hostname lookup failed
            """),
        rule("virusdetected", """
            virus | malware | infected | trojan
            """),
        rule("badreputation", """
            reputation | senderscore | sender score | user complaints
            """),
        rule("toomanyconn", "ip frequency limited"),
        rule("speeding", """
            rate limit | sending too fast | rate of messages | ratelimit | slow down | too much mail | throttl
            unusual rate | at a rate that | unexpected volume | receiving mail too quickly | too many messages
            sent too many | messages per | frequency limit | mail too quickly | rate that prevents | hourly limit
            daily limit | sending limit
            """),
        rule("toomanyconn", """
            too many connections | too many concurrent | maximum number of connections | connection limit
            too many sessions | connection rate | too many recipients | concurrent connection | too many invalid
            too many open connections | too many smtp sessions
            """),
        rule("systemfull", """
            insufficient system storage | insufficient disk | no space left | disk full | mail system full
            system storage | local file system is full | not enough space on disk | out of disk
            insufficient system resources | queue is full
            """),
        rule("mailboxfull", """
            mailbox full | mailbox is full | mailbox too full | over quota | overquota | over its quota | quota exceeded
            exceeded quota | quota is full | quota exceed | mailbox exceeded | exceeds quota | out of storage
            storage limit | insufficient storage | full mailbox | disk quota | mailbox quota | exceeded storage
            not enough storage | mailbox size limit | mailbox for user is full | over the allowed quota | inbox is full
            mailbox has exceeded | storagequota | mailfolder is over | account is full | account is over | mailbox limit
            exceeded his | exceeded their | exceeded the mailbox | delivering message would exceed | hard quota
            maildir over | maildir delivery failed: user | quota violation | recipient over | user is over quota
            user over quota | would be over quota | would exceed mailbox | mailbox_quota | exceeded its mailbox
            boîte pleine | boite aux lettres pleine | quota dépassé | postfach ist voll | postfach voll
            speicherplatz | skrzynka przepełniona | skrzynka jest przepełniona | skrzynka pełna | skrzynka jest pełna
            przekroczony limit | brak miejsca | poln poštni predal | predal je poln | presežena kvota
            почтовый ящик переполнен | ящик переполнен | buzón lleno | casella piena | caixa cheia | 邮箱已满 | 空间不足
            mailbox exceeds allowed size | disk space limit | too much mail stored | disc quota | space not enough
            zuviele mails | too many messages on the server | user has too many messages
            容量オーバー | メールボックスがいっぱい
            """),
        rule("mesgtoobig", """
            message too large | message size exceeds | message is too big | message too big | size limit exceeded
            size exceeds | exceeds maximum | exceeded maximum message | message file too big | too large
            max message size | maximum message size | message length exceeds | fixed maximum size | mail size limit
            resolver.rst.sendsizelimit | resolver.rst.recipsizelimit | larger than the maximum | size of the message
            message exceeded | larger than allowed | exceeds the size | za duża wiadomość | nachricht ist zu groß
            """),
        rule("suspend", """
            account is disabled | account has been disabled | account disabled | account that you tried to reach is disabled
            account is inactive | account inactive | is inactive | mailbox disabled | mailbox is disabled | user disabled
            mailbox unavailable or access denied - the account | suspend | account is locked | mailbox is locked
            deactivated | temporarily locked | is frozen | mailbox is inactive | invalid/inactive user | inactive user
            account has been locked | boîte du destinataire archivée | konto zablokowane | skrzynka zablokowana
            mailbox currently suspended | account expired | recipient suspended | no longer active
            не активен | заблокирован
            """),
        rule("norelaying", """
            relay access denied | relaying denied | relay denied | not permitted to relay | relay not permitted
            unable to relay | relaying not | we do not relay | no relaying | not allowed to relay | not a gateway
            that domain isn't in my list | not relay | insecure mail relay | mail relay denied | relaying prohibited
            not allowed to use this mail | relaying mail to | relaying is prohibited | open relay | relaying temporarily
            email address is not verified
            """),
        rule("hostunknown", """
            host unknown | domain not found | host not found | unknown host | unrouteable address | unroutable address
            unrouteable mail domain | name or service not known | domain does not exist | no such domain
            domain not exist | nxdomain | unknown domain | invalid domain | name server: host not found
            couldn't find any host | unable to resolve | dns error | host or domain name not found
            recipient address rejected: domain | point to non-existent hosts | host address lookups failed permanently
            domain isn't found | domain must exist | domain name not found | no mail server found | because the domain
            mx records point | illegal host/domain | bad destination host | invalid destination domain
            recipient domain must exist | destination server for this recipient could not be found | no such host
            domain couldn't be found | domain was not found | domaine inconnu | domäne nicht gefunden
            """),
        rule("notaccept", """
            does not accept mail | nullmx | null mx | not accept any mail | no mail accepted | does not accept email
            does not receive mail | doesn't receive email | no smtp service | host does not accept
            reject all mails | no mx found for | mail receiving disabled | sender address has null mx | domain does not accept
            """),
        rule("hasmoved", """
            has moved | address has changed | no longer at | changed address | has been replaced by | mailbox moved
            user not local; please try | user has moved | account has moved
            """),
        rule("spamdetected", "blacklisted url | blacklisted link"),
        rule("blocked", """
            blacklist | block list | blocklist | black list | dnsbl | rbl | spamhaus | barracuda | client host blocked
            ip address has been | denied by policy of the ip | blocked using | access denied. ip | is blocked
            connection refused by | is listed in | was listed in | are listed in | currently listed | connection dropped
            dynamic ip | banned | connections not accepted from
            ip address is | blocked by | not accepting connections from | blocked - see
            please use the smtp server of your isp | bloquée | service refused | we have blocked | has been blocked
            temporarily blocked | was blocked | sorry, your remotehost | sender ip | poor ip | invalid ip | greylist | graylist
            """),
        rule("spamdetected", """
            spam | junk mail | unsolicited | bulk mail | blocked by content | considered unsolicited | looks like
            message content rejected | _ube_ | rejected due to content
            content of this message looked like | appears to be bulk | probable bulk
            """),
        rule("policyviolation", """
            policy violation | violates | policy reasons | due to policy | policy restrictions | local policy
            message policy | dangerous attach | file extension | not allowed to send attachments | denied by policy
            against our policy | protocol violation | host network not allowed | rejected for policy
            prohibited attachment | contains invalid header | attachment type | blocked attachment
            """),
        rule("filtered", """
            user doesn't have a | refused by recipient | recipient's own rules | message rejected by recipient
            not accepting mail from | permission to send | not authorized to post
            rejected due to user | resolver.rst.notauthorized | message filtered | only accepts
            recipient refuses | not on the allowed | closed to | recipient has refused | because of protective filter
            """),
        rule("userunknown", """
            user unknown | unknown user | no such user | user not found | no mailbox | mailbox unavailable
            mailbox not found | invalid recipient | unknown recipient | recipient unknown | recipient not found
            does not exist | doesn't exist | not exist | no such recipient | no such address | address unknown
            unknown address | unknown mailbox | no such mailbox | not listed in | no longer on server
            unknown or illegal alias | invalid mailbox | user is unknown | recipient rejected | not our customer
            is not a known user | not a valid mailbox | no such person | unknown local part | address not found
            could not be found | couldn't be found | bad destination mailbox | unknown account | wasn't found
            no account by that name | there is no one at this address | not a valid user | undeliverable address
            invalid address | bad address | mailbox does not | resolver.adr.recip | recipnotfound | unknown to address
            recipient address rejected: access denied | no user | unknown in local recipient | unknown local-part | the user you are trying to contact
            nosuchuser | user not exist | recipient name is not recognized | not found in directory
            no valid recipients | unknown virtual | invalid user | mailbox invalid | not known | no such id
            bad recipient | user invalid | not a mailbox | user not known | account not found
            recipient is invalid | address invalid | address does not | address no longer | no such account
            not in address book | delivery to the following recipient failed permanently | unknown destination
            no existe | desconocid | n'existe pas | inconnu | adresse inexistante
            existiert nicht | unbekannter empfänger | empfänger unbekannt | unbekannt | kein solcher | nicht gefunden
            nie istnieje | nieznany użytkownik | nie ma takiego | nieznany adres | nie znaleziono | brak takiego
            ne obstaja | neznan uporabnik | neznan prejemnik | ni mogoče najti | uporabnik ne
            не существует | не найден | нет такого | неизвестный | non esiste | sconosciut | inesistente | não existe
            不存在 | 查无此 | リストにありません | 存在しません | 見つかりません | bestaat niet | onbekend | finns inte
            neexistuje | neznámý | nem létezik | ismeretlen
            invalid final delivery userid | addressee unknown | unknown addressee | no mail box | mail-box not found
            mail box unavailable | not an active address | bad-recipient | no longer valid
            no longer in use | no longer accepts mail | no longer exists | no such local user | no local mailbox
            no such mail drop | no such e-mail | no such email | unknown e-mail | unknown email | invalid e-mail address
            invalid email address | not a valid recipient | not a valid address | not a valid e-mail | not a valid email
            non-existent user | non-existing user | nonexistent user | no matches to nameserver | has no mailbox
            not a local user | invalid local address | unable to find alias | alias not found | user terminated
            user missing | rcpt unknown | unknown rcpt | unknown to this server | not our user | address is not known
            in my validrcptto | did not match any | did not exactly match | nieznany odbiorca | odbiorca nieznany | użytkownik nieznany
            nieprawidłowy adres | neveljaven naslov | uporabnik neznan | nepoznan | ne postoji | nicht bekannt
            ungültiger empfänger | ungültige adresse | keine mailbox | n'est plus valide | desconhecid
            destinatário inválido | okänd | findes ikke | ukendt | finnes ikke | ukjent | ei löydy | tuntematon
            ei ole olemassa | bulunamadı | mevcut değil | неизвестен | не існує | не знайдено | невідомий | δεν υπάρχει
            nu există | necunoscut | 无此用户 | 找不到 | 존재하지 않 | 찾을 수 없 | neznáma | neznám
            """),
        rule("filtered", "filter | restricted"),
        rule("mailererror", "mailer error"),
        rule("securityerror", "delivery not authorized"),
        rule("notcompliantrfc", """
            rfc 5322 | rfc5322 | rfc 2822 | not rfc | bare lf | multiple 'from' | addresses in from: header
            duplicate header | missing required header | from header | no from header | this message is not
            rfc-compliant | not rfc compliant | rfc 5321
            """),
        rule("contenterror", """
            header error | invalid header | mime error | malformed mime | 8-bit | 8bit | content reject
            conversion not | media error | too many "received" headers | improper use of 8-bit | body type not supported
            """),
        rule("rejected", """
            sender rejected | sender address rejected | sender denied | sender not | address rejected | invalid sender
            denied sender | sender verify | from address | not allowed to send | mail from refused
            sender address verification | sender domain | unknown sender | access denied | sender is
            callback verification | rejected by | unroutable sender | nicht die erforderlichen berechtigungen
            does not have permission to post | group you tried to contact | may not exist, or you may not have
            necessary permissions | googlegroups
            """),
        rule("securityerror", """
            authentication required | unauthenticated senders | not support tls | authentication failed
            authentication turned on | tls | starttls | certificate | security | executable | encryption
            delivery not authorized | requires authentication | not authorized
            """),
        rule("expired", """
            delivery time expired | expired | retry time | retry timeout | timed out | timeout exceeded
            been in the queue too long | too long in queue | queue too long | could not be delivered for
            not been delivered | delivery attempts | delivery temporarily suspended | giving up | still undelivered
            has been in queue | maximum delivery time | message delayed | retry limit | will not be retried | expires
            i'm not going to try again | delayed | host not reachable | not responding | was not delivered within
            was aborted after | has tried to deliver this message, without success
            """),
        rule("networkerror", """
            connection timed out | connection refused | network unreachable | network is unreachable
            no route to host | could not connect | unable to connect | connection reset | connection lost
            lost connection | hop count | too many hops | mail loop | loops back | loop | host is unreachable
            couldn't connect | malformed or unexpected name server | dns | mx record | mx list | message looping
            network error | connection was dropped | address family
            """),
        rule("syntaxerror", """
            syntax error | command not recognized | unrecognized command | bad sequence | command not implemented
            command unrecognized | protocol error | parameter not implemented | not implemented
            """),
        rule("mailererror", """
            mailer error | command died | command failed | x-unix | exit status | pipe to | procmail | exit code
            can't create output | error in alias | dead letter
            """),
        rule("systemerror", """
            system error | internal error | service unavailable | local error | temporary failure | server error
            system configuration | configuration error | can't open | cannot open | internal server | try again later
            resources | system not | error in processing | queue file | service currently | transaction failed
            duplicated message-id | loop alert
            """),
    };

    private static final String[] FAILURES = Words.list("""
            could not be delivered | not delivered | undeliverable | delivery failed | delivery has failed | failed
            failure | unable to deliver | error | rejected | returned | unknown | not be delivered | could not
            undelivered | wasn't able | couldn't | bounced | cannot | delayed | permanent | mailbox | nicht | nie_ | full
            did not reach | was aborted | not reachable | bloqu | loop alert | duplicated message-id | ni bilo mogoče
            не был | не может | невозможно | не удалось | impossible | no se pudo | não foi | non è stato | 失敗 | できません
            送信できません | 退信 | 无法 | sin entregar | échec | not been delivered | was not delivered | no longer valid
            """);

    /** What only a report says, whoever sent it. */
    private static final String[] UNDELIVERED = Words.list("""
            could not be delivered | not delivered | undeliverable | delivery failed | delivery has failed
            unable to deliver | not be delivered | undelivered | couldn't be delivered | wasn't delivered | bounced
            did not reach the following | delivery of the following | delivery attempts | returned to sender
            user unknown | unknown user | mailbox is full | mailbox full | delivery failure | delivery error
            delivery to the following | deliver the message | deliver your message | transcript of session
            permanent error | permanent failure | fatal errors | smtp error | message has not been
            konnte nicht zugestellt | nicht zugestellt werden | unzustellbar | nie została dostarczona
            nie mogła zostać dostarczona | nie mogła być dostarczona | nie udało się dostarczyć | nie może być dostarczona
            ni bilo mogoče dostaviti | ni bila dostavljena | ni bilo dostavljeno | n'a pas pu être remis
            n'a pas pu être délivré | n'a pas été remis | no se ha podido entregar | no se pudo entregar
            non è stato possibile recapitare | não pôde ser entregue | не было доставлено | не может быть доставлено
            failed recipient | not deliver message | cannot be delivered | can not be delivered | was not delivered
            has not been delivered | not been delivered to | 无法发送到 | 无法送达 | no pudo ser entregado | nije isporuč
            nije mogla biti isporučena | kunne ikke leveres | kunde inte levereras | ei voitu toimittaa | nu a putut fi
            teslim edilemedi | не вдалося доставити | nepodarilo sa doručiť | nebolo možné doručiť
            не удалось доставить | kon niet worden | nemohla být doručena | 送信できませんでした | 配信できません | 无法投递
            無法傳送 | 送信に失敗
            """);

    private static final Set<String> HARD = Set.of("userunknown", "hostunknown", "hasmoved", "notaccept");
    private static final Set<String> STRONGER_THAN_ADDRESS = Set.of(
            "norelaying",
            "mailboxfull",
            "mesgtoobig",
            "hasmoved",
            "rejected",
            "notaccept",
            "blocked",
            "suspend",
            "filtered",
            "spamdetected");

    private BounceReasons() {}

    private static Rule rule(String reason, String phrases) {
        return new Rule(reason, Words.list(phrases));
    }

    /** A domain that refuses all mail says so for good, unless its code says "for now". */
    static boolean hard(String reason, @Nullable String code, @Nullable String status) {
        boolean temporary = code != null ? code.startsWith("4") : status != null && status.startsWith("4");
        return HARD.contains(reason) && !(reason.equals("notaccept") && temporary);
    }

    static boolean speaksOfDelivery(String lower) {
        return Words.anyIn(lower, UNDELIVERED);
    }

    static boolean speaksOfFailure(String lower) {
        return Words.anyIn(lower, FAILURES) || Words.anyIn(lower, UNDELIVERED);
    }

    static String of(String diagnostic, @Nullable String status, @Nullable String code, SmtpStage stage) {
        var lower = Text.line(Text.cut(diagnostic, 4000)).toLowerCase(Locale.ROOT);
        var coded = coded(status, code);
        var phrase = phrase(lower);
        if (aboutAddress(status) && (phrase == null || !STRONGER_THAN_ADDRESS.contains(phrase))) {
            return "hostunknown".equals(phrase) ? "hostunknown" : "userunknown";
        }
        if (phrase == null) {
            return weak(lower, coded, stage);
        }
        return phrase.equals("userunknown") ? address(lower, status, code, stage) : settle(phrase, coded, status);
    }

    private static @Nullable String phrase(String lower) {
        for (var rule : RULES) {
            if (Words.anyIn(lower, rule.phrases)) {
                return rule.reason;
            }
        }
        return null;
    }

    private static boolean aboutAddress(@Nullable String status) {
        return status != null && (status.equals("5.1.1") || status.equals("5.1.0") || status.equals("5.1.3"));
    }

    /** Words say that there is no such user: whether the address is meant shows where they were said. */
    private static String address(String lower, @Nullable String status, @Nullable String code, SmtpStage stage) {
        return switch (stage) {
            case RECIPIENT -> "userunknown";
            case CONNECT, MAIL -> "rejected";
            case DATA -> "filtered";
            // sendmail's way at RCPT is "<address>... User unknown"; without any code a gateway speaks of its own users
            case UNKNOWN ->
                code == null && (status == null || !status.startsWith("5.7"))
                                || lower.contains("... ")
                                || lower.contains("recipient address rejected: access denied")
                        ? "userunknown"
                        : "filtered";
        };
    }

    /** "Recipient address rejected" alone is what a server says that does not say why. */
    private static String weak(String lower, @Nullable String coded, SmtpStage stage) {
        if (lower.contains("recipient address rejected")
                && (coded == null || coded.equals("rejected") || coded.equals("userunknown"))
                && (stage == SmtpStage.RECIPIENT || stage == SmtpStage.UNKNOWN)) {
            return "userunknown";
        }
        return coded == null ? "undefined" : coded;
    }

    /** An exact status code outweighs a vague phrase. */
    private static String settle(String phrase, @Nullable String coded, @Nullable String status) {
        if (coded == null || status == null) {
            return phrase;
        }
        boolean exact = coded.equals("userunknown")
                || coded.equals("mailboxfull")
                || coded.equals("mesgtoobig")
                || coded.equals("notaccept")
                || coded.equals("hasmoved");
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
                case "1.0", "1.1", "1.3" -> permanent ? "userunknown" : null;
                case "1.10" -> permanent ? "notaccept" : null;
                case "1.2" -> permanent ? "hostunknown" : "networkerror";
                case "1.6" -> "hasmoved";
                case "1.4" -> "filtered";
                case "1.7", "1.8" -> "rejected";
                case "2.0", "2.1", "2.4" -> "filtered";
                case "2.2" -> "mailboxfull";
                case "2.3", "3.4" -> "mesgtoobig";
                case "3.1" -> "systemfull";
                case "3.0", "3.2", "3.3", "3.5" -> "systemerror";
                case "4.4" -> permanent ? "hostunknown" : "networkerror";
                case "4.0", "4.1", "4.2", "4.3", "4.6" -> "networkerror";
                case "4.5" -> "speeding";
                case "4.7" -> "expired";
                case "5.0", "5.1", "5.2" -> "syntaxerror";
                case "6.0", "6.1", "6.2", "6.3", "6.5", "6.9" -> "contenterror";
                case "7.1" -> permanent ? "rejected" : null;
                case "7.0" -> "securityerror";
                case "7.13" -> "suspend";
                case "7.17" -> "hasmoved";
                case "7.27" -> "notaccept";
                case "7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.30" -> "authfailure";
                default -> null;
            };
        }
        return code == null
                ? null
                : switch (code) {
                    case "552" -> "mailboxfull";
                    default -> null;
                };
    }
}
