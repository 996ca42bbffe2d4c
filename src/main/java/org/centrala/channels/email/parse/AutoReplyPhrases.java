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
            răspuns automat: | otomatik yanıt:
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
                return Certainty.LIKELY;
            }
        }
        return Certainty.NONE;
    }
}
