package org.centrala.channels.email.imap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Knows the folder in which a server keeps what is sent: by its special use (RFC 6154), else by a usual name. */
final class SentFolders {
    private static final List<String> NAMES = """
            sent
            sent items
            sent mail
            sent messages
            sent-mail
            wysłane
            elementy wysłane
            wyslane
            poslano
            poslana pošta
            poslana sporočila
            gesendet
            gesendete elemente
            gesendete objekte
            odeslaná pošta
            odoslaná pošta
            elküldött elemek
            elküldött
            poslane poruke
            éléments envoyés
            messages envoyés
            posta inviata
            inviata
            enviados
            elementos enviados
            itens enviados
            verzonden items
            verzonden
            """.lines().toList();

    private SentFolders() {}

    static Optional<String> among(Map<String, List<String>> folders) {
        var names = folders.keySet().stream().sorted().toList();
        return names.stream()
                .filter(name -> folders.getOrDefault(name, List.of()).contains("\\sent"))
                .findFirst()
                .or(() -> NAMES.stream()
                        .flatMap(usual ->
                                names.stream().filter(name -> bare(name).equals(usual)))
                        .findFirst());
    }

    /** Without the folder it lies in: {@code INBOX.Sent} is {@code Sent}. */
    private static String bare(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        int from = Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('.'));
        return lower.substring(from + 1);
    }
}
