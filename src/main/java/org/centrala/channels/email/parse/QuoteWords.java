package org.centrala.channels.email.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which mail clients of many languages announce what they quote. */
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
            כתב | كتب | đã viết | menulis | เขียนว่า | kirjutas | のメール | 작성 | parašė | је написао | је написала
            """);

    private static final String[] STARTS = Words.list("""
            on_ | w dniu_ | dnia_ | am_ | le_ | el_ | il_ | em_ | op_ | den_ | dne_ | v_ | dňa_ | a(z)_ | pe_ | în_
            vào_ | at_ | в_ | у_ | de_ | van_ | von_ | od_ | från_ | fra_ | ---- on_
            """);

    private static final Set<String> SENDER = Words.set("""
            from | von | de | da | od | van | fra | från | lähettäjä | от | від | kimden | feladó | expéditeur | 发件人
            寄件者 | 差出人 | 보낸 사람 | από | de la | mittente | odosielateľ | nadawca | pošiljatelj | odesílatel
            šalje | од | gönderen | din partea | 寄件人 | 发送人 | 보낸사람 | 발신 | saatja | nuo | no | từ | จาก | מאת | من | dari
            remitente | avsändare | avsender | afsender | remetente | відправник | отправитель
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
            poslato | послато | наслов | naslov | prima | gönderildi | изпратено | до | относно | expediat | προς | θέμα
            στάλθηκε | ημερομηνία | 寄件日期 | 收件者 | 主旨 | 副本 | 보낸 날짜 | 받는 사람 | 받는사람 | 제목 | 날짜 | 수신 | 참조
            saadetud | adressaat | teema | išsiųsta | kam | tema | nosūtīts | temats | enviat el | enviat | per a
            đã gửi | tới | chủ đề | ส่ง | ถึง | เรื่อง | נשלח | אל | נושא | تم الإرسال | إلى | الموضوع | dikirim | kepada
            subjek | odoslané | dátum | message du | copie à | copie | sujet | copia | kopija | kópia | másolat
            відправлено | копія | gesendet am | datum odeslání | w kopii | prejemniki | 送信日 | 日時
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
            izvorna poruka | originalna poruka | prvotno sporočilo | původní e-mail | původní email | pôvodný e-mail
            pôvodný email | özgün i̇leti | özgün ileti | αρχικό μήνυμα | 邮件原件 | 原邮件 | 转发邮件 | 轉寄郵件 | 원본 메시지 | 전달된 메시지
            оригінальне повідомлення | вихідне повідомлення | переслане повідомлення | оригинално съобщение
            оригинална порука | missatge original | thư gốc | pesan asli | ข้อความต้นฉบับ | הודעה מקורית | الرسالة الأصلية
            algne kiri | algne sõnum | pradinis laiškas | sākotnējais ziņojums | proslijeđena poruka | přeposlaná zpráva
            odpowiedz powyżej | odpowiedź powyżej tej linii | odgovorite nad to | antworten sie oberhalb
            """);

    private QuoteWords() {}

    /** How many lines from this one on are an attribution; 0 when none. */
    static int attribution(List<String> lines, int from) {
        var first = undirected(lines.get(from)).strip();
        if (first.isEmpty() || !mayStart(first)) {
            return 0;
        }
        boolean known = knownStart(first);
        var joined = new StringBuilder();
        int blanks = 0;
        for (int i = from; i < lines.size() && i < from + MOST_LINES; i++) {
            var line = undirected(lines.get(i)).strip();
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

    /** Without the signs that turn the direction of Hebrew and Arabic lines. */
    private static String undirected(String line) {
        int i = 0;
        while (i < line.length() && !direction(line.charAt(i))) {
            i++;
        }
        if (i == line.length()) {
            return line;
        }
        var out = new StringBuilder(line.length());
        for (i = 0; i < line.length(); i++) {
            if (!direction(line.charAt(i))) {
                out.append(line.charAt(i));
            }
        }
        return out.toString();
    }

    private static boolean direction(char c) {
        return c == '\u200e' || c == '\u200f' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
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
        return last == ':'
                || last == '：'
                || last == '>'
                || line.endsWith("---")
                || last == '道'
                || line.endsWith("> wrote");
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
        if (verb && (colon || lower.endsWith("---")) && (dated || address)) {
            return true;
        }
        if (verb && lower.endsWith("> wrote") && dated && clock(joined)) {
            return true;
        }
        if (verb && colon && joined.length() < 80) {
            return quoteFollows(lines, last);
        }
        // "22.11.2026, 10:15, Name <address>:" of Gmail in Russian, of mail.ru and Yandex; in languages that nobody
        // listed
        if (colon
                && dated
                && address
                && joined.length() < 220
                && clock(joined)
                && (joined.indexOf('<') > 0 && !header(joined) || endsWithAddress(joined))) {
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

    /** "22 Nov 2026, 10:15 by anna@shop.example:", short and with nothing behind the address. */
    private static boolean endsWithAddress(String joined) {
        int blank = joined.lastIndexOf(' ');
        return joined.length() < 80 && joined.indexOf('@', blank + 1) > 0 && !header(joined);
    }

    /** Whether an address or a time of day stands in a line of copied headers. */
    static boolean sent(String line) {
        return line.indexOf('@') > 0 || clock(line);
    }

    private static boolean clock(String joined) {
        for (int i = 2; i + 2 < joined.length(); i++) {
            char c = joined.charAt(i);
            if ((c == ':' || c == '.')
                    && Character.isDigit(joined.charAt(i - 1))
                    && Character.isDigit(joined.charAt(i + 1))
                    && Character.isDigit(joined.charAt(i + 2))
                    && (c == ':' || ofHours(joined, i))) {
                return true;
            }
        }
        return false;
    }

    /** "10.15" alone, and no part of a date. */
    private static boolean ofHours(String joined, int at) {
        int from = Character.isDigit(joined.charAt(at - 2)) ? at - 2 : at - 1;
        boolean alone = from == 0 || joined.charAt(from - 1) == ' ';
        char behind = at + 3 < joined.length() ? joined.charAt(at + 3) : ' ';
        return alone && !Character.isDigit(behind) && behind != '.';
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
        boolean marked = (c == '-' || c == '_' || c == '=' || c == '*' || c == '#' || c == '—' || c == '‐' || c == '–')
                && line.length() > 4;
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
        while (from < to && "-_=*#—‐– >".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "-_=*#—‐– :".indexOf(line.charAt(to - 1)) >= 0) {
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
            if ("-_=~*#+—–‐.·|ᐧ".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.length() > 1 || text.equals("—") || text.equals("_") || text.equals("ᐧ");
    }

    /** A separator, or words set between long strokes, which programs put above what they copy. */
    static boolean ruled(String line) {
        var text = line.strip();
        return separator(text) || text.startsWith("------") || text.endsWith("------") || text.startsWith("______");
    }

    static boolean signatureMark(String line) {
        var text = line.strip();
        return text.equals("--") || text.equals("—") || text.equals("__") || text.equals("--­");
    }
}
