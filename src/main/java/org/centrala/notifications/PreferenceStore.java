package org.centrala.notifications;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.centrala.platform.postgres.Rows;
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
                  quiet_from, quiet_until, quiet_days, quiet_zone, mail_kinds, mail_after,
                  digest, digest_day, digest_hour, digest_zone
                from notification_preference where agent_id = ?
                """)
                .param(agent)
                .query((row, index) -> preferences(row))
                .optional();
    }

    /** Of those of these agents who have chosen anything. */
    Map<UUID, NotificationPreferences> of(Collection<UUID> agents) {
        var found = new HashMap<UUID, NotificationPreferences>();
        if (!agents.isEmpty()) {
            jdbc.sql("select * from notification_preference where agent_id = any(?)")
                    .param(agents.toArray(UUID[]::new))
                    .query(row -> {
                        found.put(row.getObject("agent_id", UUID.class), preferences(row));
                    });
        }
        return found;
    }

    /** Whose summary is due, and since when. */
    record DigestDue(UUID agent, Instant at) {}

    /** Two nodes never take the same. */
    List<DigestDue> digestsDue(Instant now, int limit) {
        return jdbc.sql("""
                select agent_id as agent, digest_at as at from notification_preference where digest_at <= ? order by digest_at limit ?
                for update skip locked
                """)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(limit)
                .query(Rows.of(DigestDue.class))
                .list();
    }

    void nextDigest(UUID agent, Instant at) {
        jdbc.sql("update notification_preference set digest_at = ? where agent_id = ? and digest is not null")
                .param(at.atOffset(ZoneOffset.UTC))
                .param(agent)
                .update();
    }

    void put(UUID agent, NotificationPreferences wanted, Instant now) {
        var quiet = wanted.quiet();
        var digest = wanted.digest();
        jdbc.sql("""
                insert into notification_preference (agent_id, off_kinds, desktop_kinds, unassigned, sound_kinds, sound_mine,
                  volume, quiet_from, quiet_until, quiet_days, quiet_zone, mail_kinds, mail_after,
                  digest, digest_day, digest_hour, digest_zone, digest_at)
                values (:agent, :off, :desktop, :unassigned, :sound, :mine, :volume, :from::time, :until::time, :days::int[], :zone,
                  :mail, :after, :digest, :digestDay::int, :digestHour::int, :digestZone, :digestAt::timestamptz)
                on conflict (agent_id) do update set off_kinds = excluded.off_kinds, desktop_kinds = excluded.desktop_kinds,
                  unassigned = excluded.unassigned, sound_kinds = excluded.sound_kinds, sound_mine = excluded.sound_mine,
                  volume = excluded.volume, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                  quiet_days = excluded.quiet_days, quiet_zone = excluded.quiet_zone,
                  mail_kinds = excluded.mail_kinds, mail_after = excluded.mail_after, digest = excluded.digest,
                  digest_day = excluded.digest_day, digest_hour = excluded.digest_hour, digest_zone = excluded.digest_zone,
                  digest_at = excluded.digest_at
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
                .param("mail", words(wanted.mail()))
                .param("after", wanted.mailAfter())
                .param("digest", digest == null ? null : digest.every().wire())
                .param("digestDay", digest == null ? null : digest.day())
                .param("digestHour", digest == null ? null : digest.hour())
                .param("digestZone", digest == null ? null : digest.zone())
                .param("digestAt", digest == null ? null : digest.after(now).atOffset(ZoneOffset.UTC))
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
                quiet(row),
                kinds(row.getArray("mail_kinds")),
                row.getInt("mail_after"),
                digest(row));
    }

    private static @Nullable Digest digest(ResultSet row) throws SQLException {
        var every = row.getString("digest");
        return every == null
                ? null
                : new Digest(
                        Digest.Every.of(every),
                        row.getInt("digest_day"),
                        row.getInt("digest_hour"),
                        row.getString("digest_zone"));
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
