package org.centrala.search;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.centrala.platform.log.Event;
import org.centrala.platform.log.LogFixture;
import org.centrala.platform.log.NewEvent;
import org.centrala.platform.postgres.InstallationStore;
import org.centrala.search.spi.SearchDocument;
import org.centrala.search.spi.SearchSource;

/** An index over things in memory, whose changes are told by a real log. */
final class SearchFixture implements SearchSource, AutoCloseable {
    final LogFixture node;
    final Map<UUID, SearchDocument> things = new ConcurrentHashMap<>();
    final Set<UUID> poison = ConcurrentHashMap.newKeySet();
    volatile Runnable whileReadingAll = () -> {};
    final AtomicInteger loads = new AtomicInteger();
    private final Path path;
    private SearchIndex index;
    private long place;

    SearchFixture(Path path) {
        this(path, LogFixture.fresh());
    }

    SearchFixture(Path path, LogFixture node) {
        this.path = path;
        this.node = node;
        open();
    }

    /** Opens the index as at a start of the process. */
    void open() {
        index = new SearchIndex(
                path, node.log(), new InstallationStore(node.jdbc()), () -> Stream.of(this), Clock.systemUTC());
        place = index.start(node.log().head());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !"building".equals(index.state().get("state")));
    }

    SearchIndex index() {
        return index;
    }

    /** The position from which the index wants to go on. */
    long place() {
        return place;
    }

    /** Puts a thing and lets the index take the event of it. */
    UUID put(Map<String, String> texts, Map<String, String> keywords, UUID... inboxes) {
        var id = UUID.randomUUID();
        put(id, texts, keywords, inboxes);
        return id;
    }

    void put(UUID id, Map<String, String> texts, Map<String, String> keywords, UUID... inboxes) {
        things.put(id, new SearchDocument(kind(), id, Set.of(inboxes), System.currentTimeMillis(), texts, keywords));
        changed(id);
    }

    UUID put(String body) {
        return put(Map.of("body", body), Map.of());
    }

    void changed(UUID id) {
        event(id);
        take();
    }

    /** Logs the change without telling the index. */
    void event(UUID id) {
        event(LogFixture.event(id, 1));
    }

    void event(NewEvent event) {
        node.append(event);
        node.log().head();
        stamp();
    }

    private void stamp() {
        var before = node.log().head();
        node.log().start();
        await().pollInterval(Duration.ofMillis(5)).until(() -> node.log().head() > before);
        node.log().stop();
    }

    /** Hands over what the log has after the place. */
    void take() {
        var batch = node.log().read(place, 500);
        if (!batch.isEmpty()) {
            index.take(batch);
            place = batch.getLast().position();
        }
    }

    UUID put(String body, Map<String, Set<String>> marks, Map<String, Set<String>> names, Map<String, Long> times) {
        var id = UUID.randomUUID();
        things.put(
                id,
                new SearchDocument(
                        kind(),
                        id,
                        Set.of(),
                        System.currentTimeMillis(),
                        Map.of("body", body),
                        Map.of(),
                        marks,
                        names,
                        times,
                        List.of()));
        changed(id);
        return id;
    }

    /** Changes what there is without any event. */
    void loseAndAdd(UUID lost, UUID added, String body) {
        things.remove(lost);
        things.put(
                added,
                new SearchDocument(
                        kind(), added, Set.of(), System.currentTimeMillis(), Map.of("body", body), Map.of()));
    }

    List<UUID> filtered(String text, Filter... filters) {
        return index.search(new SearchQuery(text, Set.of(), Set.of(), List.of(filters), 50, 0)).items().stream()
                .map(Hits.Hit::id)
                .toList();
    }

    List<UUID> find(String text, UUID... inboxes) {
        return hits(text, inboxes).items().stream().map(Hits.Hit::id).toList();
    }

    Hits hits(String text, UUID... inboxes) {
        return index.search(new SearchQuery(text, Set.of(), Set.of(inboxes), 50, 0));
    }

    @Override
    public String kind() {
        return "thing";
    }

    @Override
    public Set<UUID> touched(Event event) {
        return Set.of(event.streamId());
    }

    @Override
    public List<SearchDocument> load(Collection<UUID> ids) {
        loads.incrementAndGet();
        var found = new ArrayList<SearchDocument>();
        for (var id : ids) {
            if (poison.contains(id)) {
                throw new IllegalArgumentException("cannot be read");
            }
            var thing = things.get(id);
            if (thing != null) {
                found.add(thing);
            }
        }
        return found;
    }

    @Override
    public long count() {
        return things.size();
    }

    @Override
    public void all(Consumer<List<SearchDocument>> batches) {
        var read = List.copyOf(things.values());
        whileReadingAll.run();
        for (var from = 0; from < read.size(); from += 100) {
            batches.accept(read.subList(from, Math.min(read.size(), from + 100)));
        }
    }

    @Override
    public void close() throws IOException {
        index.destroy();
    }
}
