package org.centrala.onboarding;

import org.centrala.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the agent who asks has tried already. */
@RestController
@RequestMapping(path = "/api/v1/onboarding", produces = MediaType.APPLICATION_JSON_VALUE)
class OnboardingController {
    private final Onboarding onboarding;

    OnboardingController(Onboarding onboarding) {
        this.onboarding = onboarding;
    }

    /** A step that only the browser can know of: {@code palette} or {@code keys}. */
    record StepTaken(@Nullable FirstStep step) {}

    record StepsShown(boolean hidden) {}

    @GetMapping
    FirstSteps firstSteps(@AuthenticationPrincipal Viewer viewer) {
        return onboarding.of(viewer);
    }

    @PostMapping(path = "/steps", consumes = MediaType.APPLICATION_JSON_VALUE)
    FirstSteps takeStep(@RequestBody StepTaken body, @AuthenticationPrincipal Viewer viewer) {
        return onboarding.take(body.step(), viewer);
    }

    /** Hides them, or shows them again. */
    @PutMapping(path = "/shown", consumes = MediaType.APPLICATION_JSON_VALUE)
    FirstSteps showSteps(@RequestBody StepsShown body, @AuthenticationPrincipal Viewer viewer) {
        return onboarding.hide(body.hidden(), viewer);
    }
}
