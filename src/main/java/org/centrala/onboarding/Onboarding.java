package org.centrala.onboarding;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Viewer;
import org.centrala.platform.web.Problem;
import org.centrala.realtime.Nudges;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The first steps of the agent who asks. */
@Service
public class Onboarding {
    static final String TOPIC = "onboarding";

    private final OnboardingStore store;
    private final Nudges nudges;
    private final Clock clock;

    Onboarding(OnboardingStore store, Nudges nudges, Clock clock) {
        this.store = store;
        this.nudges = nudges;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    FirstSteps of(Viewer viewer) {
        var agent = agent(viewer);
        var taken = store.taken(agent);
        return new FirstSteps(
                Arrays.stream(FirstStep.values())
                        .map(step -> new FirstSteps.Taken(step, taken.get(step)))
                        .toList(),
                store.hidden(agent));
    }

    /** The browser says that a step was taken that only it can know of; any other is refused. */
    @Transactional
    FirstSteps take(@Nullable FirstStep step, Viewer viewer) {
        if (step == null || !step.isSaidByBrowser()) {
            throw Problem.invalid("step", "is palette or keys; the others are ticked by doing them");
        }
        var agent = agent(viewer);
        nudges.tell(TOPIC, store.take(List.of(new OnboardingStore.Row(agent, step, clock.instant()))));
        return of(viewer);
    }

    @Transactional
    FirstSteps hide(boolean hidden, Viewer viewer) {
        var agent = agent(viewer);
        store.hide(agent, hidden);
        nudges.tell(TOPIC, Set.of(agent));
        return of(viewer);
    }

    private static UUID agent(Viewer viewer) {
        return viewer.agentId()
                .orElseThrow(
                        () -> Problem.forbidden("access.agents_only", "Only an agent who is signed in can do this."));
    }
}
