package org.centrala.onboarding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogConsumer;
import org.centrala.realtime.Nudges;
import org.springframework.stereotype.Component;

/** Ticks the first steps by what agents do; read from the first event on, so whoever knows the work has them ticked. */
@Component
class FirstStepsProjection implements LogConsumer.Projection {
    private final OnboardingStore store;
    private final Nudges nudges;

    FirstStepsProjection(OnboardingStore store, Nudges nudges) {
        this.store = store;
        this.nudges = nudges;
    }

    @Override
    public String name() {
        return "onboarding";
    }

    @Override
    public void take(List<Event> events) {
        var rows = new ArrayList<OnboardingStore.Row>();
        var seen = new HashSet<List<Object>>();
        for (var event : events) {
            var agent = event.actor().id();
            var step = FirstStep.in(event);
            if (agent != null && step.isPresent() && seen.add(List.of(agent, step.get()))) {
                rows.add(new OnboardingStore.Row(agent, step.get(), event.at()));
            }
        }
        nudges.tell(Onboarding.TOPIC, store.take(rows));
    }
}
