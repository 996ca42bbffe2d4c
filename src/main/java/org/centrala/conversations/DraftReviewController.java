package org.centrala.conversations;

import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.EntityTags;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class DraftReviewController {
    private final DraftReviews reviews;

    DraftReviewController(DraftReviews reviews) {
        this.reviews = reviews;
    }

    /** A word about a draft. */
    record NewDraftReviewComment(@Nullable String text) {}

    /** What whoever was asked thinks of a draft, with a word to its author. */
    record DraftReviewDecision(
            DraftReviews.@Nullable Verdict verdict,
            @Nullable String comment) {}

    /** Drafts of this conversation that colleagues look over. */
    @GetMapping("/conversations/{id}/draft-reviews")
    Page<DraftReview> of(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(reviews.of(new ConversationId(id), viewer), null);
    }

    /** Asks colleagues to look over an answer before it is sent. */
    @PostMapping("/conversations/{id}/draft-reviews")
    ResponseEntity<DraftReview> ask(
            @PathVariable UUID id,
            @RequestBody DraftReviews.NewDraftReview wanted,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, reviews.ask(new ConversationId(id), wanted, viewer));
    }

    @GetMapping("/draft-reviews/{id}")
    ResponseEntity<DraftReview> get(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, reviews.get(id, viewer));
    }

    /** Changes the text: its author, or who was asked. */
    @PutMapping("/draft-reviews/{id}")
    ResponseEntity<DraftReview> change(
            @PathVariable UUID id,
            @RequestBody DraftReviews.DraftReviewText wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, reviews.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @PostMapping("/draft-reviews/{id}/comments")
    ResponseEntity<DraftReview> say(
            @PathVariable UUID id, @RequestBody NewDraftReviewComment wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, reviews.say(id, wanted.text(), viewer));
    }

    /** Approves the draft as it was seen, or hands it back to its author. */
    @PostMapping("/draft-reviews/{id}/decision")
    ResponseEntity<DraftReview> decide(
            @PathVariable UUID id,
            @RequestBody DraftReviewDecision wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        if (wanted.verdict() == null) {
            throw Problem.invalid("verdict", "is needed: approved or returned");
        }
        return tagged(
                HttpStatus.OK,
                reviews.decide(id, wanted.verdict(), wanted.comment(), EntityTags.sequence(ifMatch), viewer));
    }

    /** Takes the question back: who asked it. */
    @DeleteMapping("/draft-reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        reviews.withdraw(id, viewer);
    }

    private static ResponseEntity<DraftReview> tagged(HttpStatus status, DraftReview review) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(review.version()))
                .body(review);
    }
}
