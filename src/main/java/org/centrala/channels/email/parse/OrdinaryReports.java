package org.centrala.channels.email.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports that come from an ordinary sender (ADR 0048). People use each of their words, so that it takes a subject, a
 * statement and what only machines show; and whoever says a word of their own beside it is a person.
 */
final class OrdinaryReports {
    private static final int BEGINNING = 1500;
    private static final int LONGEST = 60_000;

    private static final String[] FORWARDS = Words.list("""
            fwd: | fw: | wg: | tr: | pd: | przek: | doorst: | vs: | rv: | enc: | i: | fwd : | [fwd: | vb: | posr: | fs:
            """);

    /** What stands above a forwarded mail and says nothing. */
    private static final String[] ANNOUNCING = Words.list("""
            fyi | f.y.i. | fwd | forward | forwarded | forward the message | forwarded message | forwarding | see below
            auto-forwarded message | this message was forwarded automatically | do wiadomości | przekazuję | przesyłam
            v vednost | posredujem | zur info | zur information | zur kenntnis | pour info | pour information | per info
            para su información | ter info
            """);

    /** Whom a returned message was for, as reports introduce it. */
    private static final String[] ADDRESSED = Words.list("""
            following recipient | following address | failed recipient | following user | intended recipient
            of its recipients | recipient(s) | these recipients | folgenden empfänger | folgende empfänger
            destinataires suivants | destinataire(s) suivant(s) | destinataire suivant | destinataires ou groupes
            destinatario siguiente | siguientes destinatarios | siguiente destinatario | seguenti destinatari
            seguente destinatario | destinatari o gruppi | seguintes destinatários | seguinte destinatário
            estes destinatários | następujących odbiorców | następującego odbiorcy | następujący adres
            następujących adresatów | następujący odbiorcy | naslednjim prejemnikom | naslednjih prejemnikov
            naslednjega naslova | naslednjemu prejemniku | tem prejemnikom | sljedećim primateljima | ovim primateljima
            sledećim primaocima | následujícím příjemcům | těmto příjemcům | nasledujúcim príjemcom | týmto príjemcom
            következő címzett | volgende geadresseerde | volgende ontvanger | følgende mottaker | følgende modtager
            följande mottagare | seuraaville vastaanottajille | następni odbiorcy | următorii destinatari
            următorilor destinatari | aşağıdaki alıcı | следующим получателям | следующих получателей
            наступним одержувачам | наступним отримувачам | на следните получатели
            """);

    private static final String[] RETURNED = Words.list("""
            your message | your mail | your e-mail | your email | message you sent | message that you sent | you sent
            email below | ihre nachricht | ihre e-mail | votre message | su mensaje | tu mensaje | il messaggio inviato
            il tuo messaggio | sua mensagem | twoja wiadomość | państwa wiadomość | vaše sporočilo | vaša poruka
            vaše zpráva | vašu správu | uw bericht | ваше сообщение | ваше письмо | ваш лист | il messaggio
            a sua mensagem | el mensaje | le message | deres meddelelse | ditt meddelande | viestisi | mesajul
            az üzenet | iletiniz | die nachricht | wiadomość nie | sporočilo ni | zpráva nebyla | správa nebola
            """);

    /** What couriers fail to deliver. */
    private static final String[] PARCELS = Words.list("""
            parcel | package | shipment | courier | paczk | przesyłk | kurier | paket | pošiljk | pakiet | colis | envío
            spedizione | pacco | encomenda | zásilk | zásielk | csomag | pakke | lähety | посылк | balík
            """);

    private static final String[] LOOPS = Words.list("""
            loop alert | loop back warning | loop warning | mail loop | loop detected | duplicated message-id
            unix from loop | not member article | reject mail | fml system error | security alert
            you are not member | not a member | rejected posting | posting rejected | ignored mail
            """);

    private static final String[] VIRUS_SUBJECTS = Words.list("""
            virus | wirus | malware | infected | trojan | вирус | ウイルス | ウィルス | 病毒 | banned | attachment | interscan
            scanmail | mailscanner | mail security | groupshield | antigen | content violation | content filter
            content checker | policy violation | message blocked | mail blocked | message quarantined | quarantined
            inquarantäne | quarantäne | kwarantann | karanten
            """);

    /** What was found. */
    private static final String[] VIRUSES = Words.list("""
            virus | wirus | malware | infected | trojan | worm | zainfekowan | infiziert | infecté | okužen | вирус
            ウイルス | ウィルス | 病毒 | banned | not allowed | prohibited | forbidden | blocked attachment | suspicious
            dangerous | violat | disallowed
            """);

    /** What became of it: a gateway says what it did, and to a mail of the one whom it tells. */
    private static final String[] STOPPED = Words.list("""
            quarantined | deleted | removed | blocked | not delivered | not be delivered | stopped | intercepted
            rejected | cleaned | discarded | dropped | undelivered | not been delivered | was not sent | stripped
            usunięt | zablokowan | nie została dostarczona | nie zostala | zatrzyman | gelöscht | blockiert
            nicht zugestellt | nicht weitergeleitet | unter quarantäne | supprimé | bloqué | odstranjen | izbrisan
            blokiran | zadržan | ni bilo dostavljeno | eliminado | bloqueado | eliminato | bloccato | отклонен | удален
            заблокирован | 削除 | 隔離 | action | has been detected | was detected | detected a virus | found a virus
            found virus | virus found | virus detected | not have been delivered
            """);

    private static final String[] GATEWAYS = Words.list("""
            viruswall | interscan | scanmail | amavis | mailscanner | mail scanner | symantec | norton antivirus
            mcafee | groupshield | webshield | antigen | sophos | puremessage | kaspersky | trend micro | avast
            avg | f-secure | f-prot | clamav | clam antivirus | antivir | avira | nod32 | eset | bitdefender | dr.web
            drweb | panda | mail security | content checker | email scanner | e-mail scanner | virus scanner
            virus detector | virus checker | mailsweeper | mailmarshal | mimesweeper | messagelabs | barracuda
            ironport | fortimail | fortigate | gateway | anti-virus | antivirus | antywirus | virenscanner | qmail-scanner
            mail filter | filter | proofpoint | mimecast | g data | rav | vexira | exiscan | server
            """);

    /** The labels of lines in which such a notice says what it was about. */
    private static final Pattern LABELLED = Pattern.compile(
            "(?im)^[\\s>*|-]{0,12}(?:virus(?: name)?|file(?: ?name)?|infected file|attachment(?: name)?|sender|from|to|recipients?|"
                    + "mail from|rcpt to|subject|date|time|sent|message[ -]id|action(?: taken)?|rule|reason|report|location|"
                    + "status|method|place|threat|scenarios?|result|object|quarantined? (?:as|id|to)|detected|event|"
                    + "nadawca|odbiorca|temat|plik|wirus|data|absender|empfänger|betreff|datei|datum|pošiljatelj|prejemnik|"
                    + "zadeva|datoteka|expéditeur|destinataire|objet|fichier|send(?:er)? ip)\\s{0,8}[:=：].{0,400}$");

    private static final Pattern TRACE = Pattern.compile(
            "(?im)^[\\s>|]{0,12}(?:received|return-path|message-id|x-[a-z-]{2,40}|mime-version|delivered-to)\\s?:");

    /** A person speaks of themselves, asks, or greets. */
    private static final Pattern PERSONAL = Pattern.compile(
            "\\?(?=[\\s\"')]|$)|(?<![\\p{L}'@.-])(?:i am|i'm|i have|i've|i got|i did|i do|i wrote|i sent|i can|i can't|i cannot|"
                    + "i need|i want|i would|i received|i see|my|me|we need|hi|hello|thanks|thank you|cześć|dzień dobry|witam|"
                    + "moje|mój|moja|mojej|mojego|mam|dostał[ae]m|pozdrawiam|dziękuję|hvala|pozdravljeni|lep pozdrav|živjo|moj|"
                    + "moje|prejel sem|prejela sem|hallo|guten tag|ich|mein|meine|danke|bonjour|merci|je|j'ai|hola|gracias|he "
                    + "recibido|ciao|buongiorno|grazie|mio|здравствуйте|спасибо|мой|мне)(?![\\p{L}'@-])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What machines say of themselves. */
    private static final Pattern MACHINES_OWN = Pattern.compile(
            "i'm (?:sorry|afraid)|i am (?:sorry|afraid)|hi\\. this is|i have tried|je suis désolé",
            Pattern.CASE_INSENSITIVE);

    private OrdinaryReports() {}

    static boolean is(ParsedMail mail) {
        var subject = mail.subject().toLowerCase(Locale.ROOT);
        if (forwards(subject)) {
            return false;
        }
        var text = Text.cut(mail.text(), LONGEST);
        return returned(mail, subject, Text.cut(text, BEGINNING).toLowerCase(Locale.ROOT))
                || loop(mail, subject, text)
                || virus(mail, subject, text);
    }

    /** Whether somebody passes on or answers what a machine wrote, and says something themselves. */
    static boolean commented(ParsedMail mail) {
        var subject = mail.subject().toLowerCase(Locale.ROOT);
        return forwards(subject) && rest(mail) == null && !mail.text().isBlank() && !announces(mail.text())
                || AutoReplyPhrases.answers(subject)
                        && !beginsAsReport(Text.cut(mail.text(), BEGINNING).toLowerCase(Locale.ROOT));
    }

    private static boolean personal(String text) {
        return PERSONAL.matcher(MACHINES_OWN.matcher(text).replaceAll(" ")).find();
    }

    static boolean forwards(String lowerSubject) {
        return Stream.of(FORWARDS).anyMatch(lowerSubject::startsWith);
    }

    /**
     * A gateway that reports what it could not deliver. Nobody else introduces recipients as a machine does, or returns
     * a copy of what came, under such a subject.
     */
    private static boolean returned(ParsedMail mail, String subject, String text) {
        if (!DeliveryReports.speaksOfReports(subject)
                || !BounceReasons.speaksOfDelivery(text)
                || personal(FreeReports.head(text))
                || Words.anyIn(text, PARCELS)
                || AutoReplyPhrases.answers(subject) && !beginsAsReport(text)) {
            return false;
        }
        boolean ofMail = text.contains("message") || text.contains("mail") || Words.anyIn(text, RETURNED);
        if (ofMail && Words.anyIn(text, ADDRESSED) && FreeReports.listsRecipients(mail)) {
            return true;
        }
        if (text.contains("rcpt to:") && SmtpCodes.code(text, null) != null) {
            return true;
        }
        return Words.anyIn(text, RETURNED)
                && (mail.reports().stream().anyMatch(part -> part.contentType().contains("rfc822"))
                        || FreeReports.head(mail.text()).length() < mail.text().length());
    }

    /** "RE: lamp, non remis" of a gateway: its own words come first, nobody is greeted, and it says why or of what. */
    private static boolean beginsAsReport(String text) {
        var begin = Text.cut(text.strip(), 300);
        return !begin.startsWith(">")
                && (Words.anyIn(begin, RETURNED) || BounceReasons.speaksOfDelivery(begin))
                && !personal(text)
                && (SmtpCodes.firstStatus(text) != null
                        || SmtpCodes.code(text, null) != null
                        || LABELLED.matcher(text).results().limit(2).count() == 2);
    }

    /** A list server that had a mail twice, or whose list the sender may not write to: it copies the head of that mail. */
    private static boolean loop(ParsedMail mail, String subject, String text) {
        if (!Words.anyIn(subject, LOOPS) || AutoReplyPhrases.answers(subject)) {
            return false;
        }
        var copy = copy(text);
        return mail.headers().has("x-mlserver")
                || mail.reports().stream().anyMatch(part -> part.contentType().contains("rfc822"))
                        && !personal(Text.cut(text, BEGINNING))
                || copy >= 0 && !personal(text.substring(0, copy));
    }

    /** Where the copied head of a mail begins, of which at least two lines show its way; or -1. */
    private static int copy(String text) {
        var trace = TRACE.matcher(text);
        if (!trace.find()) {
            return -1;
        }
        int at = trace.start();
        return trace.find() ? at : -1;
    }

    /** A virus wall that stopped a mail and tells its sender, often without a word of whom it was for. */
    private static boolean virus(ParsedMail mail, String subject, String whole) {
        if (!Words.anyIn(subject, VIRUS_SUBJECTS) || AutoReplyPhrases.answers(subject)) {
            return false;
        }
        int copy = copy(whole);
        var text = Text.cut(copy > 40 ? whole.substring(0, copy) : whole, BEGINNING)
                .toLowerCase(Locale.ROOT);
        var shown = mail.from() == null || mail.from().name() == null
                ? ""
                : mail.from().name().toLowerCase(Locale.ROOT);
        var flat = Text.line(text);
        boolean sent = Words.anyIn(flat, RETURNED) || flat.contains("from you") || flat.contains("by you");
        return Words.anyIn(flat, VIRUSES)
                && Words.anyIn(flat, STOPPED)
                && Words.anyIn(flat + " " + subject + " " + shown, GATEWAYS)
                && (sent || namesAsSender(text, mail))
                && (LABELLED.matcher(text).results().limit(2).count() == 2
                        || copy >= 0
                        || mail.reports().stream()
                                .anyMatch(part -> part.contentType().contains("rfc822"))
                        || impersonal(mail, text))
                && !personal(text);
    }

    /** Whoever gets the notice is who sent the mail. */
    private static boolean namesAsSender(String text, ParsedMail mail) {
        return LABELLED.matcher(text).results().limit(20).anyMatch(line -> {
            var said = line.group().strip();
            return (said.startsWith("sender")
                            || said.startsWith("from")
                            || said.startsWith("mail from")
                            || said.startsWith("absender")
                            || said.startsWith("nadawca")
                            || said.startsWith("pošiljatelj")
                            || said.startsWith("expéditeur"))
                    && mail.to().stream().anyMatch(to -> said.contains(to.canonical()));
        });
    }

    /** One or two sentences under the name of a program. */
    private static boolean impersonal(ParsedMail mail, String text) {
        var from = mail.from();
        var shown = from == null ? "" : (from.name() == null ? from.address() : from.name()).toLowerCase(Locale.ROOT);
        return text.strip().length() < 600 && Words.anyIn(shown, GATEWAYS);
    }

    /** The report that a program passed on whole, as it was before; null when a person says something, or it is none. */
    static @Nullable ParsedMail passedOn(ParsedMail mail) {
        var subject = mail.subject().toLowerCase(Locale.ROOT);
        if (!forwards(subject)) {
            return null;
        }
        var rest = rest(mail);
        if (rest == null) {
            return mail.text().isBlank() || announces(mail.text()) ? attached(mail) : null;
        }
        var before = mail.subject().substring(mail.subject().indexOf(':') + 1).strip();
        var inner = mail.saying(before, rest.text());
        boolean daemon = DeliveryReports.namesDaemon(rest.head());
        var groups = new ArrayList<DeliveryFailure>();
        StandardReports.read(rest.text(), inner, groups);
        return daemon && (!groups.isEmpty() || DeliveryReports.speaksOfReports(before.toLowerCase(Locale.ROOT)))
                        || is(inner)
                ? inner
                : null;
    }

    private static @Nullable ParsedMail attached(ParsedMail mail) {
        var files = mail.attachments().stream()
                .filter(file -> file.contentType().equals("message/rfc822") && file.content().length < 1_000_000)
                .toList();
        if (files.size() != 1) {
            return null;
        }
        try {
            var inner = new MailParser().parse(files.getFirst().content());
            return DeliveryReports.daemon(inner) || inner.contentType().equals("multipart/report") || is(inner)
                    ? inner
                    : null;
        } catch (MailUnreadable notThat) {
            return null;
        }
    }

    private record Rest(String head, String text) {}

    /** What follows the line that announces a forwarded mail, when nobody wrote above it; null when somebody did. */
    private static @Nullable Rest rest(ParsedMail mail) {
        var lines = FreeReports.unquoted(Text.cut(mail.text(), LONGEST)).lines().toList();
        int at = 0;
        while (at < lines.size() && says(lines.get(at).strip())) {
            at++;
        }
        if (at == lines.size() || !QuoteWords.sender(lines.get(at).strip()) && !header(lines, at)) {
            return null;
        }
        var head = new StringBuilder();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            head.append(lines.get(at++)).append('\n');
        }
        return new Rest(
                head.toString().toLowerCase(Locale.ROOT),
                String.join("\n", List.copyOf(lines.subList(at, lines.size()))));
    }

    private static boolean header(List<String> lines, int at) {
        return QuoteWords.header(lines.get(at).strip())
                && at + 1 < lines.size()
                && QuoteWords.header(lines.get(at + 1).strip());
    }

    /** Nothing, that is. */
    private static boolean says(String line) {
        return line.isEmpty()
                || announces(line)
                || QuoteWords.separator(line)
                || QuoteWords.originalMessage(line)
                || DeviceLines.matches(line);
    }

    private static boolean announces(String text) {
        var line = text.strip().toLowerCase(Locale.ROOT);
        int end = line.length();
        while (end > 0 && ".:!- ".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        var words = line.substring(0, end);
        return Stream.of(ANNOUNCING).anyMatch(words::equals);
    }
}
