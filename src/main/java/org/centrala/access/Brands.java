package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.centrala.access.spi.InboxDirectory;
import org.centrala.platform.Actor;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Cursor;
import org.centrala.platform.web.Page;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The brands: there is always one that is used. */
@Service
public class Brands {
    private static final int MOST = 100;
    private static final Pattern ACCENT = Pattern.compile("#[0-9a-f]{6}");

    private final BrandStore store;
    private final TeamStore locks;
    private final InboxDirectory inboxes;
    private final EventLog events;
    private final Clock clock;

    Brands(BrandStore store, TeamStore locks, InboxDirectory inboxes, EventLog events, Clock clock) {
        this.store = store;
        this.locks = locks;
        this.inboxes = inboxes;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What may be said of a brand; absent fields stay as they are.
     *
     * @param accent #rrggbb, or empty for the colour of the product
     * @param signatures replace those that are there
     */
    @Schema(name = "BrandDetails")
    public record Details(
            @Nullable String name,

            @Schema(allowableValues = {"en", "pl", "sl"}) @Nullable
            String language,

            @Nullable String signature,
            @Nullable List<String> languages,
            @Nullable Map<String, String> signatures,
            @Nullable String accent,
            @Nullable Boolean archived) {

        static Details named(String name, String language) {
            return new Details(name, language, null, null, null, null, null);
        }
    }

    public Page<Brand> list(int limit, @Nullable String cursor) {
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                store.list(after == null ? null : after.uuid(0), limit + 1), limit, brand -> Cursor.of(brand.id()));
    }

    public Optional<Brand> find(UUID id) {
        return store.find(id);
    }

    /** The brand that is there from the first start; made now when there is none. */
    @Transactional
    public Brand first() {
        return store.oldest().orElseGet(() -> {
            locks.lockFirsts();
            return store.oldest().orElseGet(() -> {
                var brand = blank(Ids.next(), "Centrala", "en");
                store.insert(brand, clock.instant());
                events.append(NewEvent.of("brand", brand.id(), 1, "brand.created", Actor.SYSTEM));
                return brand;
            });
        });
    }

    @Transactional
    public Brand create(Viewer viewer, Details details) {
        viewer.require(Permission.SETTINGS_MANAGE);
        locks.lockFirsts();
        if (store.count() >= MOST) {
            throw Problem.conflict("brand.too_many", "There can be at most " + MOST + " brands.");
        }
        var language = details.language() == null ? first().language() : details.language();
        var brand = applied(blank(Ids.next(), Fields.name("name", details.name()), language), details);
        store.insert(brand, clock.instant());
        events.append(NewEvent.of("brand", brand.id(), 1, "brand.created", viewer.actor()));
        return brand;
    }

    /** Changes what is given and leaves what is null. */
    @Transactional
    public Brand change(Viewer viewer, UUID id, Details details) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var archiving = Boolean.TRUE.equals(details.archived());
        if (archiving) {
            locks.lockFirsts(); // of two who archive the last two at once, one is refused
        }
        var sequence = hold(id);
        var before = store.find(id).orElseThrow();
        if (archiving && before.archivedAt() == null) {
            refuseWhileUsed(id);
        }
        var after = applied(before, details);
        var changes = new LinkedHashMap<String, Change>();
        note(changes, "language", before.language(), after.language());
        note(changes, "languages", before.languages(), after.languages());
        note(changes, "accent", before.accent(), after.accent());
        note(changes, "archived", before.archivedAt() != null, after.archivedAt() != null);
        store.update(after);
        events.append(NewEvent.of("brand", id, sequence, "brand.changed", viewer.actor())
                .changing(changes));
        return after;
    }

    private void refuseWhileUsed(UUID id) {
        if (inboxes.anyOf(id)) {
            throw Problem.conflict("brand.used", "The brand has inboxes: give them to another brand first.");
        }
        if (store.list(null, MOST).stream()
                        .filter(one -> one.archivedAt() == null)
                        .count()
                < 2) {
            throw Problem.conflict("brand.last", "The last brand that is used cannot be archived.");
        }
    }

    /**
     * Takes a picture as the brand's logo.
     *
     * @param upload a PNG or JPEG of at most {@link Pictures#MOST_BYTES} bytes
     */
    @Transactional
    public Brand setLogo(Viewer viewer, UUID id, byte[] upload) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var png = Pictures.fit(upload);
        var sequence = hold(id);
        store.setLogo(id, png, Long.toString(sequence));
        return told(viewer, id, sequence);
    }

    @Transactional
    public Brand removeLogo(Viewer viewer, UUID id) {
        viewer.require(Permission.SETTINGS_MANAGE);
        var sequence = hold(id);
        store.removeLogo(id);
        return told(viewer, id, sequence);
    }

    /** The logo as a PNG. */
    public Optional<byte[]> logo(UUID id) {
        return store.logo(id);
    }

    private Brand told(Viewer viewer, UUID id, long sequence) {
        events.append(NewEvent.of("brand", id, sequence, "brand.changed", viewer.actor())
                .changing(Map.of("logo", new Change(null, null))));
        return store.find(id).orElseThrow();
    }

    private long hold(UUID id) {
        return store.next(id).orElseThrow(() -> Problem.notFound("brand.not_found", "There is no such brand."));
    }

    private static Brand blank(UUID id, String name, String language) {
        return new Brand(id, name, language, "", List.of(language), Map.of(), null, null, null);
    }

    private Brand applied(Brand before, Details details) {
        var language = details.language() == null ? before.language() : Fields.language("language", details.language());
        var languages = new LinkedHashSet<String>();
        languages.add(language);
        for (var one : details.languages() == null ? before.languages() : details.languages()) {
            languages.add(Fields.language("languages", one));
        }
        return new Brand(
                before.id(),
                details.name() == null ? before.name() : Fields.name("name", details.name()),
                language,
                details.signature() == null ? before.signature() : Fields.signature("signature", details.signature()),
                new ArrayList<>(languages),
                details.signatures() == null ? before.signatures() : signatures(details.signatures()),
                details.accent() == null ? before.accent() : accent(details.accent()),
                before.logo(),
                details.archived() == null ? before.archivedAt() : archived(before, details.archived()));
    }

    private @Nullable Instant archived(Brand before, boolean archived) {
        if (!archived) {
            return null;
        }
        return before.archivedAt() == null ? clock.instant() : before.archivedAt();
    }

    private static Map<String, String> signatures(Map<String, String> wanted) {
        var kept = new HashMap<String, String>();
        wanted.forEach((language, text) -> {
            var known = Fields.language("signatures", language);
            if (!Fields.signature("signatures." + known, text).isBlank()) {
                kept.put(known, text);
            }
        });
        return kept;
    }

    private static @Nullable String accent(String wanted) {
        var accent = wanted.strip().toLowerCase(Locale.ROOT);
        if (accent.isEmpty()) {
            return null;
        }
        if (!ACCENT.matcher(accent).matches()) {
            throw Problem.invalid("accent", "must be a colour like #0b7285");
        }
        return accent;
    }

    private static void note(
            Map<String, Change> changes, String field, @Nullable Object before, @Nullable Object after) {
        if (before == null ? after != null : !before.equals(after)) {
            changes.put(field, new Change(before, after));
        }
    }
}
