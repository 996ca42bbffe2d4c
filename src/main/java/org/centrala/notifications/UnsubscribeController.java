package org.centrala.notifications;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.centrala.platform.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the button of a mail program leads that ends mail of a kind (RFC 8058); nobody signs in for it. */
@RestController
@RequestMapping("/api/v1/notifications/unsubscribe/{token}")
class UnsubscribeController {
    private final Unsubscribing unsubscribing;

    UnsubscribeController(Unsubscribing unsubscribing) {
        this.unsubscribing = unsubscribing;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribeFromMail(@PathVariable String token) {
        if (!unsubscribing.unsubscribe(token)) {
            throw Problem.notFound("notifications.no_such_letter", "There is no such letter.");
        }
    }

    /** Looking changes nothing, since programs look at every link: a person is led to their preferences. */
    @GetMapping
    @ApiResponse(responseCode = "303", description = "The preferences, for whoever is signed in")
    ResponseEntity<Void> preferencesOfMail(@PathVariable String token) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/settings/profile#notifications"))
                .build();
    }
}
