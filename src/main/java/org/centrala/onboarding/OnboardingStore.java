package org.centrala.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which first steps agents have taken, and who wants to see them no more. */
@Component
class OnboardingStore {
    private final JdbcClient jdbc;

    OnboardingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(UUID agent, FirstStep step, Instant at) {}

    /** Keeps the first time of each; returns whose were new. */
    Set<UUID> take(List<Row> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        var agents = new ArrayList<UUID>();
        var steps = new ArrayList<String>();
        var times = new ArrayList<String>();
        for (var row : rows) {
            agents.add(row.agent());
            steps.add(row.step().wire());
            times.add(row.at().toString());
        }
        return new LinkedHashSet<>(jdbc.sql("""
                insert into onboarding_step (agent_id, step, at)
                select * from unnest(:agents::uuid[], :steps::text[], :times::timestamptz[])
                on conflict (agent_id, step) do nothing
                returning agent_id
                """)
                .param("agents", agents.toArray(UUID[]::new))
                .param("steps", steps.toArray(String[]::new))
                .param("times", times.toArray(String[]::new))
                .query(UUID.class)
                .list());
    }

    /** A step that this version does not know any more is passed over. */
    Map<FirstStep, Instant> taken(UUID agent) {
        var taken = new EnumMap<FirstStep, Instant>(FirstStep.class);
        jdbc.sql("select step, at from onboarding_step where agent_id = ?")
                .param(agent)
                .query(row -> {
                    var at = row.getTimestamp("at").toInstant();
                    FirstStep.find(row.getString("step")).ifPresent(step -> taken.put(step, at));
                });
        return taken;
    }

    boolean hidden(UUID agent) {
        return jdbc.sql("select 1 from onboarding_hidden where agent_id = ?")
                .param(agent)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void hide(UUID agent, boolean hidden) {
        jdbc.sql(
                        hidden
                                ? "insert into onboarding_hidden (agent_id) values (?) on conflict do nothing"
                                : "delete from onboarding_hidden where agent_id = ?")
                .param(agent)
                .update();
    }
}
