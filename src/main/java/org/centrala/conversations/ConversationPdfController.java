package org.centrala.conversations;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agent;
import org.centrala.access.Agents;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}/pdf")
class ConversationPdfController {
    private static final Set<String> LANGUAGES = Set.of("en", "pl", "sl");

    private final ConversationPdf pdf;
    private final Conversations conversations;
    private final Agents agents;

    ConversationPdfController(ConversationPdf pdf, Conversations conversations, Agents agents) {
        this.pdf = pdf;
        this.conversations = conversations;
        this.agents = agents;
    }

    /**
     * The conversation as a PDF: the words of its messages, without what they quote; with {@code notes} what colleagues
     * noted, too. Times are those of {@code zone} (a name such as Europe/Warsaw; absent: UTC), words in {@code language}
     * (absent: the agent's).
     */
    @GetMapping
    ResponseEntity<byte[]> pdf(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean notes,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable String language,
            @AuthenticationPrincipal Viewer viewer) {
        var conversation = conversations.get(new ConversationId(id), viewer);
        var spoken = language != null
                ? language
                : viewer.agentId().flatMap(agents::find).map(Agent::language).orElse("en");
        if (!LANGUAGES.contains(spoken)) {
            throw Problem.invalid("language", "must be en, pl or sl");
        }
        var wanted = new ConversationPdf.Wanted(notes, Locale.of(spoken), zone == null ? ZoneOffset.UTC : zone(zone));
        return ResponseEntity.ok()
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("conversation-" + conversation.number() + ".pdf")
                                .build()
                                .toString())
                .header("Cache-Control", "private, no-store")
                .contentType(MediaType.APPLICATION_PDF)
                .body(pdf.of(new ConversationId(id), wanted, viewer));
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "is not a time zone such as Europe/Warsaw");
        }
    }
}
