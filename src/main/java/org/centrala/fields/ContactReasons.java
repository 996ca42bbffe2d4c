package org.centrala.fields;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.centrala.access.Brands;
import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.centrala.platform.Ids;
import org.centrala.platform.log.Change;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Why customers write: a tree for each brand. A reason is archived rather than deleted, so that what has it keeps it. */
@Service
public class ContactReasons {
    private final FieldStore store;
    private final Brands brands;
    private final EventLog log;
    private final Clock clock;

    ContactReasons(FieldStore store, Brands brands, EventLog log, Clock clock) {
        this.store = store;
        this.brands = brands;
        this.log = log;
        this.clock = clock;
    }

    /** The trees of all brands that have one. */
    @Transactional(readOnly = true)
    public List<ReasonTree> list(Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        return store.trees().stream().map(FieldStore.TreeRow::tree).toList();
    }

    @Transactional(readOnly = true)
    public ReasonTree get(UUID brand, Viewer viewer) {
        viewer.require(Permission.CONVERSATION_READ);
        requireBrand(brand);
        return row(brand).tree();
    }

    /** Writes the tree of a brand anew; with a sequence only while nobody else has changed it since. */
    @Transactional
    public ReasonTree change(UUID brand, ReasonTree.Wanted wanted, @Nullable Long sequence, Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        requireBrand(brand);
        store.lock();
        var row = row(brand);
        var before = row.tree();
        if (sequence != null && sequence != before.sequence()) {
            throw Problem.preconditionFailed(
                    "contact_reasons.changed",
                    "Somebody has changed the contact reasons since you opened them.",
                    Map.of("tree", before));
        }
        var reasons = wanted.reasons() == null
                ? before.reasons()
                : before.tree().changed("reasons", wanted.reasons()).items();
        var required = wanted.required() == null ? before.required() : wanted.required();
        var changes = new LinkedHashMap<String, Change>();
        if (required != before.required()) {
            changes.put("required", new Change(before.required(), required));
        }
        if (!reasons.equals(before.reasons())) {
            changes.put("reasons", new Change(null, null));
        }
        if (changes.isEmpty()) {
            return before;
        }
        var now = new ReasonTree(brand, required, reasons, before.sequence() + 1);
        store.put(row.id(), now, clock.instant());
        log.append(NewEvent.of("contact_reasons", row.id(), now.sequence(), "contact_reasons.changed", viewer.actor())
                .changing(changes)
                .ref("brand", brand));
        return now;
    }

    private FieldStore.TreeRow row(UUID brand) {
        return store.trees().stream()
                .filter(row -> row.tree().brand().equals(brand))
                .findFirst()
                .orElseGet(() -> new FieldStore.TreeRow(Ids.next(), new ReasonTree(brand, false, List.of(), 0)));
    }

    private void requireBrand(UUID brand) {
        if (brands.find(brand).isEmpty()) {
            throw Problem.notFound("brand.not_found", "There is no such brand.");
        }
    }
}
