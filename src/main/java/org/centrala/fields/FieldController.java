package org.centrala.fields;

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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class FieldController {
    private final Fields fields;
    private final ContactReasons reasons;

    FieldController(Fields fields, ContactReasons reasons) {
        this.fields = fields;
        this.reasons = reasons;
    }

    /** All fields of conversations, customers or companies in the order asked, archived ones among them. */
    @GetMapping("/fields")
    Page<Field> list(
            @RequestParam(defaultValue = "conversation") String subject, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(fields.list(subject(subject), viewer), null);
    }

    @PostMapping("/fields")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Field> create(@RequestBody Field.Wanted wanted, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.CREATED, fields.create(wanted, viewer));
    }

    @PutMapping("/fields/{id}")
    ResponseEntity<Field> change(
            @PathVariable UUID id,
            @RequestBody Field.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, fields.change(id, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    @PostMapping("/fields/{id}/archive")
    ResponseEntity<Field> archive(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, fields.archive(id, viewer));
    }

    @PostMapping("/fields/{id}/restore")
    ResponseEntity<Field> restore(@PathVariable UUID id, @AuthenticationPrincipal Viewer viewer) {
        return tagged(HttpStatus.OK, fields.restore(id, viewer));
    }

    /** Asks for the fields of a subject in another order. */
    @PutMapping("/fields/order")
    Page<Field> order(@RequestBody Field.Order wanted, @AuthenticationPrincipal Viewer viewer) {
        return new Page<>(fields.order(wanted, viewer), null);
    }

    /** The contact reasons of all brands that have some. */
    @GetMapping("/contact-reasons")
    Page<ReasonTree> reasons(@AuthenticationPrincipal Viewer viewer) {
        return new Page<>(reasons.list(viewer), null);
    }

    @GetMapping("/contact-reasons/{brand}")
    ResponseEntity<ReasonTree> reasons(@PathVariable UUID brand, @AuthenticationPrincipal Viewer viewer) {
        return tagged(reasons.get(brand, viewer));
    }

    @PutMapping("/contact-reasons/{brand}")
    ResponseEntity<ReasonTree> change(
            @PathVariable UUID brand,
            @RequestBody ReasonTree.Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Viewer viewer) {
        return tagged(reasons.change(brand, wanted, EntityTags.sequence(ifMatch), viewer));
    }

    private static Field.Subject subject(String word) {
        try {
            return Field.Subject.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("subject", "is conversation, customer or company");
        }
    }

    private static ResponseEntity<Field> tagged(HttpStatus status, Field field) {
        return ResponseEntity.status(status)
                .eTag(EntityTags.of(field.sequence()))
                .body(field);
    }

    private static ResponseEntity<ReasonTree> tagged(ReasonTree tree) {
        return ResponseEntity.ok().eTag(EntityTags.of(tree.sequence())).body(tree);
    }
}
