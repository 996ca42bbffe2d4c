package org.centrala.notifications;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.centrala.access.Agent;
import org.centrala.access.Brands;
import org.centrala.access.Viewer;
import org.centrala.access.spi.PostOffice;
import org.centrala.conversations.Conversation;
import org.centrala.conversations.Summary;
import org.centrala.platform.CentralaSettings;
import org.springframework.stereotype.Component;

/** Puts into words what an agent is told by mail, in their language: subjects and names, never what was written. */
@Component
class LetterWriter {
    private static final int MOST = 20;
    private static final int MOST_IN_DIGEST = 10;

    private final Notifications notifications;
    private final Summary summary;
    private final Brands brands;
    private final Unsubscribing unsubscribing;
    private final CentralaSettings settings;

    LetterWriter(
            Notifications notifications,
            Summary summary,
            Brands brands,
            Unsubscribing unsubscribing,
            CentralaSettings settings) {
        this.notifications = notifications;
        this.summary = summary;
        this.brands = brands;
        this.unsubscribing = unsubscribing;
        this.settings = settings;
    }

    /** Nothing when there is nothing to tell any more. */
    Optional<PostOffice.Letter> write(
            LetterStore.Letter letter, Agent agent, NotificationPreferences wanted, Viewer viewer) {
        var page = new LetterPage(agent.language());
        var subject = letter.kind() == LetterStore.Kind.NOTICES
                ? notices(letter, agent, viewer, page)
                : digest(agent, wanted, viewer, page);
        return subject.map(words -> {
            page.close(base() + "/settings/profile#notifications");
            return new PostOffice.Letter(
                    String.valueOf(agent.email()),
                    words,
                    page.text(),
                    page.html(),
                    letter.id().toString(),
                    base() + unsubscribing.path(agent.id()));
        });
    }

    private Optional<String> notices(LetterStore.Letter letter, Agent agent, Viewer viewer, LetterPage page) {
        var groups = notifications.ofLetter(letter.id(), MOST + 1, viewer);
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        page.open("notices.intro", agent.name(), brands.first().name());
        told(groups, MOST, page);
        if (groups.size() > 1) {
            return Optional.of(page.word("notices.subject", String.valueOf(groups.size())));
        }
        var only = groups.getFirst();
        return Optional.of(page.word(
                "notices.one",
                page.word("kind." + first(only).kind().wire()),
                page.subject(only.conversation().subject()),
                String.valueOf(only.conversation().number())));
    }

    private static Notification first(Notification.Group group) {
        return unread(group).getFirst();
    }

    private static List<Notification> unread(Notification.Group group) {
        return group.newest().stream().filter(one -> !one.read()).toList();
    }

    private void told(List<Notification.Group> groups, int most, LetterPage page) {
        for (var group : groups.subList(0, Math.min(groups.size(), most))) {
            var about = group.conversation();
            var lines = new ArrayList<String>();
            for (var one : unread(group)) {
                var kind = page.word("kind." + one.kind().wire());
                lines.add(
                        one.by().name() == null ? kind : kind + " · " + one.by().name());
            }
            page.item(
                    about.subject(), "#" + about.number() + " · " + about.customerName(), lines, link(about.number()));
        }
        if (groups.size() > most) {
            page.more(base() + "/inbox");
        }
    }

    private Optional<String> digest(Agent agent, NotificationPreferences wanted, Viewer viewer, LetterPage page) {
        var digest = wanted.digest();
        if (digest == null) {
            return Optional.empty();
        }
        var groups = notifications.list(true, MOST_IN_DIGEST + 1, null, viewer).items();
        var mine = summary.mine(MOST_IN_DIGEST, viewer);
        var numbers = summary.numbers(digest.days(), ZoneId.of(digest.zone()), viewer)
                .filter(brief -> brief.received() + brief.answered() + brief.waiting() > 0);
        if (groups.isEmpty() && mine.items().isEmpty() && numbers.isEmpty()) {
            return Optional.empty();
        }
        page.open("digest.intro", agent.name(), brands.first().name());
        if (!groups.isEmpty()) {
            page.heading("digest.unread");
            told(groups, MOST_IN_DIGEST, page);
        }
        if (!mine.items().isEmpty()) {
            page.heading("digest.mine");
            mine.items().forEach(one -> mine(one, page));
            if (mine.next() != null) {
                page.more(base() + "/inbox/mine");
            }
        }
        numbers.ifPresent(brief -> numbers(brief, page));
        return Optional.of(page.word(
                "digest.subject." + digest.every().wire(), brands.first().name()));
    }

    private void mine(Conversation one, LetterPage page) {
        page.item(one.subject(), "#" + one.number() + " · " + one.customerName(), List.of(), link(one.number()));
    }

    private void numbers(Summary.Brief brief, LetterPage page) {
        var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(page.locale());
        page.heading(
                "digest.numbers",
                brief.from().equals(brief.until())
                        ? day.format(brief.until())
                        : day.format(brief.from()) + " – " + day.format(brief.until()));
        page.line("digest.received", String.valueOf(brief.received()));
        page.line("digest.answered", String.valueOf(brief.answered()));
        page.line("digest.waiting", String.valueOf(brief.waiting()));
        if (brief.median() != null) {
            page.line("digest.median", duration(brief.median()));
        }
        page.link("digest.allNumbers", base() + "/numbers");
    }

    private static String duration(long seconds) {
        long minutes = Math.round(seconds / 60.0);
        return minutes < 60 ? minutes + " min" : String.format(Locale.ROOT, "%d h %02d", minutes / 60, minutes % 60);
    }

    private String link(long number) {
        return base() + "/conversations/" + number;
    }

    private String base() {
        return String.valueOf(settings.publicUrl());
    }
}
