package org.centrala.notifications;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How agents want to be told, of those who have chosen anything. */
@Component
class PreferenceStore {
    private final JdbcClient jdbc;

    PreferenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<NotificationPreferences> find(UUID agent) {
        return jdbc.sql("""
                select off_kinds, desktop_kinds, unassigned, sound_kinds, sound_mine, volume,
                  quiet_from, quiet_until, quiet_days, quiet_zone
                from notification_preference where agent_id = ?
                """)
                .param(agent)
                .query((row, index) -> preferences(row))
                .optional();
    }

    /** The kinds of which these agents want to hear nothing. */
    Map<UUID, Set<NotificationKind>> off(Collection<UUID> agents) {
        var off = new HashMap<UUID, Set<NotificationKind>>();
        if (!agents.isEmpty()) {
            jdbc.sql("select agent_id, off_kinds from notification_preference where agent_id = any(?)")
                    .param(agents.toArray(UUID[]::new))
                    .query(row -> {
                        off.put(row.getObject(1, UUID.class), Set.copyOf(kinds(row.getArray(2))));
                    });
        }
        return off;
    }

    void put(UUID agent, NotificationPreferences wanted) {
        var quiet = wanted.quiet();
        jdbc.sql("""
                insert into notification_preference (agent_id, off_kinds, desktop_kinds, unassigned, sound_kinds, sound_mine,
                  volume, quiet_from, quiet_until, quiet_days, quiet_zone)
                values (:agent, :off, :desktop, :unassigned, :sound, :mine, :volume, :from::time, :until::time, :days::int[], :zone)
                on conflict (agent_id) do update set off_kinds = excluded.off_kinds, desktop_kinds = excluded.desktop_kinds,
                  unassigned = excluded.unassigned, sound_kinds = excluded.sound_kinds, sound_mine = excluded.sound_mine,
                  volume = excluded.volume, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                  quiet_days = excluded.quiet_days, quiet_zone = excluded.quiet_zone
                """)
                .param("agent", agent)
                .param("off", words(wanted.off()))
                .param("desktop", words(wanted.desktop()))
                .param("unassigned", wanted.unassigned())
                .param("sound", words(wanted.sound()))
                .param("mine", wanted.soundMine())
                .param("volume", wanted.volume())
                .param("from", quiet == null ? null : quiet.from().toString())
                .param("until", quiet == null ? null : quiet.until().toString())
                .param("days", quiet == null ? null : quiet.days().toArray(Integer[]::new))
                .param("zone", quiet == null ? null : quiet.zone())
                .update();
    }

    private static NotificationPreferences preferences(ResultSet row) throws SQLException {
        return new NotificationPreferences(
                kinds(row.getArray("off_kinds")),
                kinds(row.getArray("desktop_kinds")),
                row.getBoolean("unassigned"),
                kinds(row.getArray("sound_kinds")),
                row.getBoolean("sound_mine"),
                row.getInt("volume"),
                quiet(row));
    }

    private static @Nullable QuietHours quiet(ResultSet row) throws SQLException {
        var zone = row.getString("quiet_zone");
        return zone == null
                ? null
                : new QuietHours(
                        row.getObject("quiet_from", LocalTime.class),
                        row.getObject("quiet_until", LocalTime.class),
                        List.of((Integer[]) row.getArray("quiet_days").getArray()),
                        zone);
    }

    private static String[] words(List<NotificationKind> kinds) {
        return kinds.stream().map(NotificationKind::wire).toArray(String[]::new);
    }

    /** A kind that this version does not know any more is passed over. */
    private static List<NotificationKind> kinds(Array array) throws SQLException {
        var words = List.of((String[]) array.getArray());
        return Arrays.stream(NotificationKind.values())
                .filter(kind -> words.contains(kind.wire()))
                .toList();
    }
}
