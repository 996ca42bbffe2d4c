package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class PlayController {
    private final Play play;

    PlayController(Play play) {
        this.play = play;
    }

    /** From where the next one shall come; absent: what is the agent's or nobody's, in any inbox and of any brand. */
    record WantedPlay(
            Play.@Nullable From from,
            @Nullable UUID inbox,
            @Nullable UUID brand) {}

    /** Why a conversation is passed on. */
    record WantedSkip(
            Play.@Nullable Reason reason, @Nullable String note) {}

    /** The conversation that has waited longest, which is the agent's from now on; none when nothing waits. */
    @PostMapping("/play/next")
    Play.Turn next(@RequestBody WantedPlay wanted, @AuthenticationPrincipal Viewer viewer) {
        return play.next(
                wanted.from() == null ? Play.From.open : wanted.from(), wanted.inbox(), wanted.brand(), viewer);
    }

    /** Passes on a conversation that play mode has handed out. */
    @PostMapping("/conversations/{id}/skip")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void skip(@PathVariable UUID id, @RequestBody WantedSkip wanted, @AuthenticationPrincipal Viewer viewer) {
        if (wanted.reason() == null) {
            throw Problem.invalid("reason", "is needed: not_mine, too_hard, waits, unclear or other");
        }
        play.skip(new ConversationId(id), wanted.reason(), wanted.note(), viewer);
    }

    /** What was passed on, by whom and why. */
    @GetMapping("/play/skips")
    Page<Play.Skip> skips(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Viewer viewer) {
        return play.skips(limit, cursor, viewer);
    }
}
