package org.centrala.channels.email.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which mail clients of many languages announce what they quote, and sign what was typed on a phone. */
final class QuoteWords {
    /** Lines of one attribution that a mailer may have broken it into. */
    private static final int MOST_LINES = 6;

    private static final int LONGEST = 400;

    /** Verbs as they stand near the end of an attribution, lower case. */
    private static final String[] VERBS = Words.list("""
            wrote | writes | napisao | napisał | napisal | pisze | napisała | napisana | napisano | piše | pise | je pisal
            napsal | napísal | schrieb | geschrieben | a écrit | écrit | ecrit | escribió | escribio | escreveu
            ha scritto | scrisse | scritto | schreef | geschreven | skrev | skreiv | kirjoitti | написал | пишет
            пише | написав | написа | 写道 | 寫道 | 已写 | 님이 작성 | 書きました | írta | a scris | yazdı | έγραψε | rakstīja | rašė
            כתב | كتب
            """);

    private static final String[] STARTS = Words.list("""
            on_ | w dniu_ | dnia_ | am_ | le_ | el_ | il_ | em_ | op_ | den_ | dne_ | v_ | dňa_ | a(z)_ | pe_ | în_
            vào_ | at_ | в_ | у_ | de_ | van_ | von_ | od_ | från_ | fra_ | ---- on_
            """);

    private static final Set<String> SENDER = Words.set("""
            from | von | de | da | od | van | fra | från | lähettäjä | от | від | kimden | feladó | expéditeur | 发件人
            寄件者 | 差出人 | 보낸 사람 | από | de la | mittente | odosielateľ | nadawca | pošiljatelj
            """);

    private static final Set<String> HEADERS = Words.set("""
            sent | date | to | cc | subject | bcc | reply-to | reply to | sent by | on behalf of | importance
            gesendet | datum | an | betreff | kopie | wysłane | wysłano | data | do | dw | temat | kopia
            data wysłania | adresat | poslano | za | kp | zadeva | datum pošiljanja | prejemnik | poslané | odesláno
            předmět | komu | predmet | envoyé | envoyé le | à | objet | enviado | enviado el | enviado em | enviada em
            para | asunto | assunto | fecha | inviato | a | oggetto | risposta | verzonden | aan | onderwerp | cc:
            sendt | til | emne | skickat | till | ämne | dato | kopi | lähetetty | vastaanottaja | aihe | päivämäärä
            отправлено | кому | тема | дата | копия | надіслано | konu | tarih | kime | gönderilen | elküldve
            címzett | tárgy | 发送时间 | 收件人 | 主题 | 抄送 | 日期 | 送信日時 | 宛先 | 件名 | trimis | către | subiect
            """);

    private static final String[] ORIGINAL = Words.list("""
            original message | original mail | original-nachricht | ursprüngliche nachricht | originalnachricht
            weitergeleitete nachricht | forwarded message | begin forwarded message | forwarded by | mensaje original
            mensagem original | mensaje reenviado | messaggio originale | messaggio inoltrato | message d'origine
            message original | message transféré | oorspronkelijk bericht | doorgestuurd bericht
            oryginalna wiadomość | wiadomość oryginalna | wiadomość pierwotna | wiadomość przekazana
            przekazana wiadomość | treść oryginalna | izvirno sporočilo | posredovano sporočilo | originalno sporočilo
            původní zpráva | pôvodná správa | ursprungligt meddelande | opprinnelig melding | oprindelig meddelelse
            original meddelelse | videresendt | alkuperäinen viesti | исходное сообщение | пересылаемое сообщение
            оригинальное сообщение | пересланное сообщение | original besked | 原始邮件 | 原始郵件 | 元のメッセージ | 転送メッセージ
            eredeti üzenet | mesaj original | orijinal mesaj | reply message | reply above this line | replied message
            replied message | type your reply above | your reply above this line | write above this line
            odpowiedz powyżej | odpowiedź powyżej tej linii | odgovorite nad to | antworten sie oberhalb
            """);

    private static final String[] DEVICE = Words.list("""
            sent from_ | sent via_ | sent with_ | sent by_ | sent using_ | get outlook for | from my iphone
            from my ipad | from my android | typed on my_ | download outlook | prenesite outlook | prenesi outlook | descargar outlook | baixar outlook | stáhnout outlook
            outlook voor | hämta outlook | hent outlook | скачать outlook | outlook.com app | wysłane z_ | wysłano z_
            wysłane za pomocą | wysłano za pomocą | wysłane przy użyciu | pobierz outlook | pobierz program outlook | pobierz aplikację outlook | obtenez outlook | ottieni outlook
            obter o outlook | obtener outlook | outlook-app herunterladen | pobierz aplikację outlook
            poslano z_ | poslano iz_ | poslano s_ | odesláno z_ | odoslané z_ | von meinem_ | gesendet von_
            gesendet mit_ | diese nachricht wurde von_ | outlook für_ | holen sie sich outlook | envoyé depuis
            envoyé de_ | envoyé à partir | envoyé avec | télécharger outlook | enviado desde | enviado do_
            enviado de_ | enviado a partir | obtener outlook | inviato da_ | scarica outlook | verzonden met
            verzonden vanaf | verstuurd vanaf | sendt fra | skickat från | lähetetty_ | отправлено с | отправлено из
            надіслано з | 从我的 | 從我的 | 发自我的 | 发自我的 | iphone から送信 | someone from mobile | trimis de pe
            iphone'umdan gönderildi
            """);

    private QuoteWords() {}

    /** How many lines from this one on are an attribution; 0 when none. */
    static int attribution(List<String> lines, int from) {
        var first = lines.get(from).strip();
        if (!mayStart(first)) {
            return 0;
        }
        boolean known = knownStart(first);
        var joined = new StringBuilder();
        int blanks = 0;
        for (int i = from; i < lines.size() && i < from + MOST_LINES; i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty()) {
                boolean goesOn =
                        i + 1 < lines.size() && lines.get(i + 1).strip().startsWith("<") && ++blanks == 1;
                if (!goesOn) {
                    return 0;
                }
                continue;
            }
            joined.append(i == from ? "" : " ").append(line);
            if (joined.length() > LONGEST) {
                return 0;
            }
            if (ends(line) && names(joined.toString(), lines, i) && (known || joined.indexOf("@") > 0 || i == from)) {
                return i - from + 1;
            }
        }
        return 0;
    }

    private static boolean mayStart(String line) {
        char c = line.charAt(0);
        if (c >= '0' && c <= '9') {
            return dated(line);
        }
        if (knownStart(line)) {
            return true;
        }
        // "Name <address> schrieb am …" and "Name wrote:"; "pon., 5 wrz 2026 o 11:34 Name" with the address on the next
        // line
        return line.length() < 200
                && (line.indexOf('<') > 0 || line.endsWith(":") || line.indexOf(':') > 0 && dated(anywhere(line)));
    }

    private static boolean knownStart(String line) {
        char c = line.charAt(0);
        if (c == '在' || c == '於') {
            return true;
        }
        var lower = line.length() > 12 ? line.substring(0, 12).toLowerCase(Locale.ROOT) : line.toLowerCase(Locale.ROOT);
        for (var start : STARTS) {
            if (lower.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean dated(String line) {
        int digits = 0;
        for (int i = 0; i < line.length() && i < 40; i++) {
            digits += Character.isDigit(line.charAt(i)) ? 1 : 0;
        }
        return digits >= 5;
    }

    private static boolean ends(String line) {
        char last = line.charAt(line.length() - 1);
        return last == ':' || last == '：' || last == '>' || line.endsWith("----") || last == '道';
    }

    private static boolean names(String joined, List<String> lines, int last) {
        var lower = joined.toLowerCase(Locale.ROOT);
        boolean colon = lower.endsWith(":") || lower.endsWith("：");
        boolean dated = dated(anywhere(joined));
        boolean address = joined.indexOf('@') > 0;
        boolean verb = false;
        for (var candidate : VERBS) {
            int at = lower.lastIndexOf(candidate);
            if (at > 0 && !Character.isLetter(lower.charAt(at - 1)) || at > 0 && candidate.charAt(0) > 0x2e00) {
                verb = true;
                break;
            }
        }
        if (verb && (colon || lower.endsWith("----")) && (dated || address)) {
            return true;
        }
        if (verb && colon && joined.length() < 80) {
            return quoteFollows(lines, last);
        }
        // "22.11.2026, 10:15, Name <address>:" of Gmail in Russian, of mail.ru and Yandex
        if (colon && dated && address && joined.endsWith(">:") && clock(joined)) {
            return true;
        }
        // "2013/7/20 Name <address>" of old Gmail
        return !verb
                        && address
                        && joined.endsWith(">")
                        && Character.isDigit(joined.charAt(0))
                        && joined.indexOf('<') > 0
                        && joined.length() < 160
                || !verb
                        && colon
                        && address
                        && Character.isDigit(joined.charAt(0))
                        && joined.indexOf('<') > 0
                        && quoteFollows(lines, last);
    }

    private static boolean clock(String joined) {
        for (int i = 2; i + 2 < joined.length(); i++) {
            if (joined.charAt(i) == ':'
                    && Character.isDigit(joined.charAt(i - 1))
                    && Character.isDigit(joined.charAt(i + 1))
                    && Character.isDigit(joined.charAt(i + 2))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an attribution and the quoted text stand on one line, as Yahoo's telephone program leaves them. */
    static boolean attributionAndMore(String line) {
        int end = line.length() > 20_000 ? -1 : line.indexOf(":  ");
        return end > 20
                && end < LONGEST
                && line.lastIndexOf('>', end) > 0
                && attribution(List.of(line.substring(0, end + 1)), 0) == 1;
    }

    private static String anywhere(String joined) {
        for (int i = 0; i < joined.length(); i++) {
            if (Character.isDigit(joined.charAt(i))) {
                return joined.substring(i);
            }
        }
        return "";
    }

    private static boolean quoteFollows(List<String> lines, int at) {
        for (int i = at + 1; i < lines.size() && i < at + 4; i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty()) {
                return line.charAt(0) == '>';
            }
        }
        return false;
    }

    /** "-----Original Message-----" and its translations, with at least two marks before the words. */
    static boolean originalMessage(String line) {
        if (line.length() > 90) {
            return false;
        }
        char c = line.charAt(0);
        boolean marked = (c == '-' || c == '_' || c == '=' || c == '*' || c == '#' || c == '—') && line.length() > 4;
        var words = unmarked(line).toLowerCase(Locale.ROOT);
        if (!marked && !words.startsWith("begin forwarded message")) {
            return false;
        }
        for (var original : ORIGINAL) {
            if (words.contains(original)) {
                return true;
            }
        }
        return false;
    }

    private static String unmarked(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && "-_=*#— >".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "-_=*#— :".indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }

    static boolean header(String line) {
        var key = key(line);
        return !key.isEmpty() && (SENDER.contains(key) || HEADERS.contains(key));
    }

    static boolean sender(String line) {
        return SENDER.contains(key(line));
    }

    private static String key(String line) {
        int colon = line.indexOf(':');
        int wide = line.indexOf('：');
        colon = colon < 0 || wide >= 0 && wide < colon ? wide : colon;
        if (colon < 1 || colon > 24) {
            return "";
        }
        int from = 0;
        while (from < colon && (line.charAt(from) == '*' || line.charAt(from) == '_' || line.charAt(from) == ' ')) {
            from++;
        }
        int to = colon;
        while (to > from && (line.charAt(to - 1) == '*' || Character.isSpaceChar(line.charAt(to - 1)))) {
            to--;
        }
        return line.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** A line of nothing but dashes, underscores and the like. */
    static boolean separator(String line) {
        var text = line.strip();
        for (int i = 0; i < text.length(); i++) {
            if ("-_=~*#+—–.·|".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.length() > 1 || text.equals("—") || text.equals("_");
    }

    static boolean signatureMark(String line) {
        var text = line.strip();
        return text.equals("--") || text.equals("—") || text.equals("__") || text.equals("--­");
    }

    static boolean device(String line) {
        if (line.length() > 130) {
            return false;
        }
        int from = 0;
        while (from < line.length() && "<([*_-–— ".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        var lower = line.substring(from).toLowerCase(Locale.ROOT);
        if (lower.startsWith("get [outlook")) {
            return true;
        }
        for (var device : DEVICE) {
            if (lower.startsWith(device)) {
                return true;
            }
        }
        return false;
    }
}
