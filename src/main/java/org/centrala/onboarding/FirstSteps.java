package org.centrala.onboarding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first steps of one agent.
 *
 * @param steps all of them, in their order
 * @param hidden whether the agent wants to see them no more
 */
record FirstSteps(List<Taken> steps, boolean hidden) {

    /** One of them; {@code at} is when it was first taken, null as long as it is not. */
    record Taken(FirstStep step, @Nullable Instant at) {}
}
