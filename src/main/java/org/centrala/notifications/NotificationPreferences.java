package org.centrala.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told.
 *
 * @param off the kinds of which they are not told at all
 * @param desktop the kinds that the browser shows over other programs while Centrala is out of sight
 * @param unassigned whether it also shows new mail that is nobody's
 * @param sound the kinds that are heard
 * @param soundMine whether only what is theirs is heard
 * @param volume 0 to 100
 * @param quiet when nothing is shown over other programs, heard or sent by mail
 * @param mail the kinds that are sent by mail when they are unread for a while
 * @param mailAfter so many minutes
 * @param digest when a summary is sent by mail
 */
@Schema(name = "NotificationPreferences")
public record NotificationPreferences(
        List<NotificationKind> off,
        List<NotificationKind> desktop,
        boolean unassigned,
        List<NotificationKind> sound,
        boolean soundMine,
        int volume,
        @Nullable QuietHours quiet,
        List<NotificationKind> mail,
        int mailAfter,
        @Nullable Digest digest) {

    private static final List<NotificationKind> LOUD =
            List.copyOf(EnumSet.complementOf(EnumSet.of(NotificationKind.REPLY, NotificationKind.NOTE)));

    /** What holds for whoever has chosen nothing: heard is only what is theirs. */
    public static final NotificationPreferences USUAL = new NotificationPreferences(
            List.of(),
            LOUD,
            true,
            List.of(
                    NotificationKind.MENTION,
                    NotificationKind.ASSIGNED,
                    NotificationKind.REOPENED,
                    NotificationKind.ANSWERED,
                    NotificationKind.REVIEW,
                    NotificationKind.MESSAGE),
            true,
            40,
            null,
            List.of(NotificationKind.MENTION, NotificationKind.ASSIGNED, NotificationKind.FAILED),
            10,
            null);

    public NotificationPreferences {
        off = sorted(off);
        desktop = sorted(desktop);
        sound = sorted(sound);
        mail = sorted(mail);
        if (mailAfter < 1 || mailAfter > 1440) {
            throw Problem.invalid("mailAfter", "is between 1 and 1440 minutes");
        }
        if (volume < 0 || volume > 100) {
            throw Problem.invalid("volume", "is between 0 and 100");
        }
    }

    boolean quietAt(Instant moment) {
        return quiet != null && quiet.at(moment);
    }

    /** The same without a single mail. */
    NotificationPreferences withoutMail() {
        return new NotificationPreferences(
                off, desktop, unassigned, sound, soundMine, volume, quiet, List.of(), mailAfter, null);
    }

    private static List<NotificationKind> sorted(List<NotificationKind> kinds) {
        return Set.copyOf(kinds).stream().sorted().toList();
    }
}
