package org.centrala.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.store.AlreadyClosedException;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.EventLog;
import org.centrala.platform.log.LogConsumer;
import org.centrala.platform.postgres.InstallationStore;
import org.centrala.search.spi.SearchDocument;
import org.centrala.search.spi.SearchSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * The full-text index of this node, in the data directory, as a projection of the event log.
 *
 * <p>Events name what may have changed; those things are loaded from their {@link SearchSource} and put whole. The
 * events of {@value #BREATH_MILLIS} ms are taken together, so that a conversation that grows fast is read once. A
 * search sees all that was taken before it. Every {@value #COMMIT_SECONDS} s the index is made durable together with
 * its position; after a crash the log is read on from there. An index of another installation, version or of a later
 * position than the log has (a restored database) is deleted and built anew in the background; what is there is served
 * meanwhile. See ADR 0031.
 *
 * <p>Putting a mail of 200 words takes about 0.3 ms of one slow core, writing it out included, and 1.5 kB of disk.
 */
@Component
public class SearchIndex implements LogConsumer.NodeProjection, DisposableBean {
    private static final long BREATH_MILLIS = 150;
    private static final long COMMIT_SECONDS = 30;

    /** How often it is looked whether the index was closed by a full disk. */
    private static final long LOOK_SECONDS = 5;

    /** After these nothing of what was deleted may stay in the files. */
    private static final Set<String> PURGING = Set.of("customer.erased");

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_LOADED = 200;
    private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);

    private final Path path;
    private final EventLog events;
    private final InstallationStore installation;
    private final Supplier<Stream<SearchSource>> sources;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong done = new AtomicLong();
    private volatile long total;

    /** What events have put since a build began: what the build read before that is older. */
    private final Set<String> putSinceBuild = new HashSet<>();

    private volatile @Nullable IndexDirectory index;
    private volatile long position;
    private volatile boolean uncommitted;
    private final AtomicLong written = new AtomicLong();
    private volatile long seen;
    private @Nullable Thread keeper;

    @Autowired
    SearchIndex(
            DataDirectory directory,
            EventLog events,
            InstallationStore installation,
            ObjectProvider<SearchSource> sources,
            Clock clock) {
        this(directory.resolve("index"), events, installation, sources::orderedStream, clock);
    }

    SearchIndex(
            Path path,
            EventLog events,
            InstallationStore installation,
            Supplier<Stream<SearchSource>> sources,
            Clock clock) {
        this.path = path;
        this.events = events;
        this.installation = installation;
        this.sources = sources;
        this.clock = clock;
    }

    /** What matches the text and may be seen from the inboxes; waits at most two seconds, then shows what it has. */
    public Hits search(SearchQuery asked) {
        var open = index;
        var looked = Looked.forText(asked.text());
        if (open == null
                || looked == null && (asked.filters().isEmpty() || !asked.text().isBlank())
                || asked.limit() == 0) {
            return new Hits(List.of(), false, false, open == null || open.building());
        }
        try {
            refresh(open);
            var searcher = open.searchers().acquire();
            try {
                var now = clock.instant();
                var hits = Found.in(searcher, asked, looked, open.building(), now);
                var forgiving = hits.items().isEmpty() && looked != null ? Looked.similarTo(asked.text()) : null;
                return forgiving == null ? hits : Found.in(searcher, asked, forgiving, open.building(), now);
            } finally {
                open.searchers().release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AlreadyClosedException reopening) {
            return new Hits(List.of(), false, false, true);
        }
    }

    private void refresh(IndexDirectory open) throws IOException {
        var now = written.get();
        if (seen < now) {
            open.searchers().maybeRefreshBlocking();
            seen = now;
        }
    }

    @Override
    public String name() {
        return "search-index";
    }

    @Override
    public long start(long head) {
        writing.lock();
        try {
            var open = index;
            if (open != null && open.isOpen()) {
                return position;
            }
            return open(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    private long open(long head) throws IOException {
        var before = index;
        if (before != null) {
            before.close();
        }
        var kinds = sources.get().map(SearchSource::kind).sorted().toList().toString();
        var opened = IndexDirectory.open(path, new IndexDirectory.Identity(installation.epoch(), kinds), head);
        index = opened;
        written.incrementAndGet();
        if (opened.building()) {
            position = head;
            putSinceBuild.clear();
            // Long work of the processor would hold up virtual threads.
            Thread.ofPlatform().name("search-build").daemon().start(() -> buildUntilDone(opened));
        } else {
            position = opened.committedPosition();
        }
        if (keeper == null) {
            keeper = Thread.ofPlatform().name("search-keeper").daemon().start(this::commitNowAndThen);
        }
        return position;
    }

    @Override
    public void take(List<Event> batch) {
        writing.lock();
        try {
            var open = index;
            if (open == null || !open.isOpen()) {
                open(events.head());
            }
            // After an index had to be opened again its place is behind that of whoever calls.
            while (position < batch.getFirst().position() - 1) {
                var missed = events.read(position, EventLog.BATCH).stream()
                        .filter(event -> event.position() < batch.getFirst().position())
                        .toList();
                if (missed.isEmpty()) {
                    break;
                }
                putTouched(missed);
            }
            putTouched(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
        pause(BREATH_MILLIS);
    }

    private void putTouched(List<Event> batch) throws IOException {
        for (var source : sources.get().toList()) {
            var ids = new LinkedHashSet<UUID>();
            for (var event : batch) {
                if (event.position() > position) {
                    ids.addAll(source.touched(event));
                }
            }
            var all = List.copyOf(ids);
            for (var from = 0; from < all.size(); from += MOST_LOADED) {
                var some = all.subList(from, Math.min(all.size(), from + MOST_LOADED));
                put(source.kind(), some, load(source, some));
            }
        }
        var open = index;
        if (open != null && batch.stream().anyMatch(event -> PURGING.contains(event.kind()))) {
            open.purge();
        }
        position = Math.max(position, batch.getLast().position());
        written.incrementAndGet();
        uncommitted = true;
    }

    /** One thing that cannot be loaded must not keep all others from being found. */
    private static List<SearchDocument> load(SearchSource source, List<UUID> ids) {
        try {
            return source.load(ids);
        } catch (DataAccessResourceFailureException | CannotCreateTransactionException unreachable) {
            throw unreachable;
        } catch (RuntimeException failure) {
            if (ids.size() == 1) {
                log.error("The {} {} cannot be found: {}", source.kind(), ids.getFirst(), failure.toString());
                return List.of();
            }
            return ids.stream()
                    .flatMap(id -> load(source, List.of(id)).stream())
                    .toList();
        }
    }

    private void put(String kind, Collection<UUID> ids, List<SearchDocument> documents) throws IOException {
        var open = index;
        if (open == null) {
            return;
        }
        var byId = new LinkedHashMap<UUID, SearchDocument>();
        documents.forEach(document -> byId.put(document.id(), document));
        for (var id : ids) {
            var document = byId.get(id);
            var term = Documents.term(kind, id);
            open.put(term, document == null ? null : Documents.of(document));
            if (open.building() || open.renewing()) {
                putSinceBuild.add(term.text());
            }
        }
    }

    private void buildUntilDone(IndexDirectory building) {
        var pause = 1000L;
        while (!closed() && index == building) {
            try {
                done.set(0);
                total = sources.get().mapToLong(SearchSource::count).sum();
                sources.get().forEach(source -> source.all(batch -> putRead(building, batch)));
                writing.lock();
                try {
                    if (index == building && !closed()) {
                        building.built();
                        building.commit(position);
                        putSinceBuild.clear();
                        log.info("The search index is built: {} documents", building.documents());
                    }
                    return;
                } finally {
                    writing.unlock();
                }
            } catch (IOException | RuntimeException failure) {
                if (closed() || index != building) {
                    return;
                }
                log.warn("The search index could not be built, beginning again: {}", failure.toString());
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            }
        }
    }

    private void putRead(IndexDirectory building, List<SearchDocument> batch) {
        writing.lock();
        try {
            for (var document : batch) {
                if (closed() || index != building) {
                    throw new IllegalStateException("the index is closed");
                }
                var term = Documents.term(document.kind(), document.id());
                if (!putSinceBuild.contains(term.text())) {
                    building.put(term, Documents.of(document));
                }
                done.incrementAndGet();
            }
            written.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    private void commitNowAndThen() {
        for (long looks = 1; !closed(); looks++) {
            var before = index;
            pause(before != null && before.purging() ? 1000 : LOOK_SECONDS * 1000);
            try {
                reopen();
                var open = index;
                if (looks % (COMMIT_SECONDS / LOOK_SECONDS) == 0 || open != null && open.purging()) {
                    commit();
                }
            } catch (IOException | RuntimeException failure) {
                log.warn("The search index cannot be made durable for now: {}", failure.toString());
            }
        }
    }

    /** A disk that was full closes the index for good; it must not stay so until the next event. */
    private void reopen() throws IOException {
        writing.lock();
        try {
            var open = index;
            if (closed() || open == null || open.isOpen()) {
                return;
            }
            open(events.head());
            for (var missed = events.read(position, EventLog.BATCH);
                    !missed.isEmpty();
                    missed = events.read(position, EventLog.BATCH)) {
                putTouched(missed);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Makes durable what is written, and goes on purging. */
    void commit() throws IOException {
        writing.lock();
        try {
            var open = index;
            if (open != null && open.isOpen() && (uncommitted || open.purging())) {
                uncommitted = false;
                open.commit(position);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Puts everything anew in the background while what was there is served; nothing if that is under way already. */
    void renew() {
        writing.lock();
        try {
            var open = index;
            if (open == null || !open.isOpen() || open.building() || open.renewing()) {
                return;
            }
            done.set(0);
            total = 0;
            putSinceBuild.clear();
            open.renew();
            Thread.ofPlatform().name("search-renew").daemon().start(() -> buildUntilDone(open));
        } finally {
            writing.unlock();
        }
    }

    /** How far the index of this node is; the numbers are absent while it is not open. */
    IndexState progress() {
        var open = index;
        if (open == null || !open.isOpen()) {
            return new IndexState(open == null ? IndexState.Phase.OPENING : IndexState.Phase.FAILED, 0, 0, 0);
        }
        var phase = open.building()
                ? IndexState.Phase.BUILDING
                : open.renewing() ? IndexState.Phase.RENEWING : IndexState.Phase.READY;
        return new IndexState(phase, open.documents(), done.get(), total);
    }

    /** What is open now, for tests that break it. */
    @Nullable
    IndexDirectory opened() {
        return index;
    }

    /** How the index is doing. */
    Map<String, Object> state() {
        var open = index;
        var state = new LinkedHashMap<String, Object>();
        state.put(
                "state", open == null ? "opening" : !open.isOpen() ? "failed" : open.building() ? "building" : "ready");
        if (open != null && open.isOpen()) {
            state.put("documents", open.documents());
            state.put("position", position);
            if (open.building() || open.renewing()) {
                state.put("built", done.get());
            }
        }
        return state;
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() throws IOException {
        closing.countDown();
        writing.lock();
        try {
            var open = index;
            index = null;
            if (open != null) {
                try (open) {
                    if (uncommitted && open.isOpen()) {
                        open.commit(position);
                    }
                }
            }
        } finally {
            writing.unlock();
        }
    }
}
