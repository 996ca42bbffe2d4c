package org.centrala.channels.email.parse;

import java.util.Locale;

/** Words with which automatic answers begin their subjects. */
final class AutoReplyPhrases {
    enum Certainty {
        CERTAIN,
        LIKELY,
        NONE
    }

    /** Nobody begins a letter like this: the mark of the mailer, with its colon. */
    private static final String[] PREFIXES = Words.list("""
            automatic reply: | auto-reply: | autoreply: | auto reply: | auto response: | automatic response:
            autoresponse: | out of office: | out-of-office: | automatische antwort: | automatische antwoord:
            automatisch antwoord: | abwesenheitsnotiz: | abwesend: | automatyczna odpowiedź: | odpowiedź automatyczna:
            autoodpowiedź: | samodejni odgovor: | avtomatski odgovor: | odsotnost: | odsoten: | réponse automatique :
            réponse automatique: | respuesta automática: | resposta automática: | risposta automatica:
            automatická odpověď: | automatická odpoveď: | automatiskt svar: | automatisk svar:
            automaattinen vastaus: | автоответ: | автоматический ответ: | 自动回复: | 自動返信: | 自动答复: | automatikus válasz:
            răspuns automat: | otomatik yanıt: | automatski odgovor: | автоматски одговор: | автовідповідь:
            автоматична відповідь: | автоматичен отговор: | αυτόματη απάντηση: | 자동 회신: | 자동 응답: | 自動応答: | 不在通知:
            自动答复： | 自动回复： | 自動回覆: | 自動回覆： | tự động trả lời: | trả lời tự động: | ตอบกลับอัตโนมัติ: | מענה אוטומטי: | رد تلقائي:
            balasan otomatis: | automaatvastus: | automatinis atsakymas: | automātiska atbilde: | resposta automàtica:
            automatisk besvarelse: | fuori ufficio: | fuera de la oficina: | absence du bureau: | [auto-reply] | [autoreply] | [out of office] | [automatyczna odpowiedź]
            """);

    private static final String[] PHRASES = Words.list("""
            out of office | out of the office | out-of-office | on vacation | vacation reply | away from my mail
            away from the office | autoreply | auto-reply | auto reply | auto response | autoresponder
            automatic reply | automatic response | automated reply | abwesenheit | abwesend | automatische antwort
            automatische rückantwort | nieobecność | poza biurem | jestem na urlopie | automatyczna odpowiedź
            autoodpowiedź | odsotnost | samodejni odgovor | avtomatski odgovor | na dopustu | absence du bureau
            absent du bureau | réponse automatique | fuera de la oficina | respuesta automática | resposta automática
            risposta automatica | afwezig | automatisch antwoord | automatická odpověď | mimo kancelář
            automatiskt svar | automatisk svar | frånvaro | fravær | автоответ | 自动回复 | 自動返信
            automatski odgovor | automatikus válasz | házon kívül | otomatik yanıt | ofis dışında | автовідповідь
            автоматична відповідь | отсутствие на рабочем месте | вне офиса | в отпуске | у відпустці | răspuns automat
            în afara biroului | αυτόματη απάντηση | εκτός γραφείου | 자동 회신 | 자동 응답 | 부재중 | 自動応答 | 不在の連絡 | 自动答复
            不在办公室 | 自動回覆 | nicht im büro | außer haus | im urlaub | nieobecny | nieobecna | przebywam na urlopie
            odsoten | odsotna | izven pisarne | na godišnjem odmoru | izvan ureda | mimo kancelárie | neprítomnosť
            nepřítomnost | nepřítomen | fuori sede | fuori ufficio | fora do escritório | ausente | ausência
            fuera de oficina | afwezigheid | niet op kantoor | inte på kontoret | ikke på kontoret | poissa toimistolta
            lomalla | automaattinen vastaus | parental leave | annual leave | maternity leave
            """);

    private static final String[] ANSWERS = Words.list("""
            re: | re[ | odp: | odp.: | odg: | aw: | antw: | antw. | sv: | vs: | rif: | res: | ris: | ynt: | ha: | r:
            """);

    private AutoReplyPhrases() {}

    /** Whether it begins as programs begin the subject of an answer that a person writes. */
    static boolean answers(String subject) {
        var lower = Text.cut(subject, 20).toLowerCase(Locale.ROOT);
        for (var prefix : ANSWERS) {
            if (lower.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static Certainty in(String subject) {
        if (subject.isEmpty()) {
            return Certainty.NONE;
        }
        var lower = Text.cut(subject, 200).toLowerCase(Locale.ROOT);
        for (var prefix : PREFIXES) {
            if (lower.startsWith(prefix)) {
                return Certainty.CERTAIN;
            }
        }
        for (var phrase : PHRASES) {
            if (lower.contains(phrase)) {
                // "AUTO: Zofia Nowak is out of the office" of Notes
                return lower.startsWith("auto: ") ? Certainty.CERTAIN : Certainty.LIKELY;
            }
        }
        return Certainty.NONE;
    }
}
