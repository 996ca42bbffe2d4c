package org.centrala.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open index of this node. Its commit says of which installation, in what shape, of what kinds and up to which
 * position it is; when any of that does not fit it is thrown away.
 */
final class IndexDirectory implements AutoCloseable {
    private static final double BUFFER_MEGABYTES = 32;
    private static final Logger log = LoggerFactory.getLogger(IndexDirectory.class);

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Identity identity;
    private volatile boolean building;
    private volatile Purge purge = Purge.NONE;

    /** Marks what has been put since a renewal began; absent when there is none. */
    private volatile @Nullable String renewal;

    /** How far what is deleted is from being gone. */
    private enum Purge {
        NONE,
        WANTED,
        GOES_ON
    }

    /** What an index must be of to be gone on with. */
    record Identity(UUID epoch, String kinds) {}

    /** Opens what is there, or an empty index to be built. */
    static IndexDirectory open(Path path, Identity identity, long head) throws IOException {
        Files.createDirectories(path);
        try {
            return new IndexDirectory(path, identity, head);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException
                | FileNotFoundException
                | IllegalArgumentException damaged) {
            log.warn("The search index cannot be opened and is built anew: {}", damaged.toString());
            clear(path);
            return new IndexDirectory(path, identity, head);
        }
    }

    private IndexDirectory(Path path, Identity identity, long head) throws IOException {
        this.identity = identity;
        directory = FSDirectory.open(path);
        try {
            var merges = new ConcurrentMergeScheduler();
            merges.setMaxMergesAndThreads(3, 1);
            var policy = new TieredMergePolicy();
            // What is purged is to be gone from the disk, however little of a segment it was.
            policy.setForceMergeDeletesPctAllowed(0);
            building = !fits(head);
            purge = !building && purged() ? Purge.WANTED : Purge.NONE;
            writer = new IndexWriter(
                    directory,
                    new IndexWriterConfig(new KeywordAnalyzer())
                            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                            .setMergeScheduler(merges)
                            .setMergePolicy(policy)
                            .setCommitOnClose(false)
                            .setOpenMode(
                                    building ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND));
            searchers = searchers(writer);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    private static SearcherManager searchers(IndexWriter writer) throws IOException {
        try {
            return new SearcherManager(writer, null);
        } catch (IOException | RuntimeException failure) {
            // It holds the lock, without which nobody can try again.
            writer.rollback();
            throw failure;
        }
    }

    private boolean fits(long head) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return false;
        }
        try (var reader = DirectoryReader.open(directory)) {
            var data = reader.getIndexCommit().getUserData();
            var fits = identity.epoch.toString().equals(data.get("epoch"))
                    && identity.kinds.equals(data.get("kinds"))
                    && Documents.FORMAT.equals(data.get("format"))
                    && "false".equals(data.get("building"))
                    && Long.parseLong(data.getOrDefault("position", "-1")) <= head
                    && Long.parseLong(data.getOrDefault("position", "-1")) >= 0;
            if (!fits) {
                log.info("The search index is of another installation, version or time and is built anew");
            }
            return fits;
        }
    }

    /** Whether what is deleted was to be purged when the last commit was made. */
    private boolean purged() throws IOException {
        try (var reader = DirectoryReader.open(directory)) {
            return "true".equals(reader.getIndexCommit().getUserData().get("purging"));
        }
    }

    private static void clear(Path path) throws IOException {
        try (var files = Files.list(path)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether not everything is in it yet. */
    boolean building() {
        return building;
    }

    /** Whether everything is being put anew while what was there is served. */
    boolean renewing() {
        return renewal != null;
    }

    void renew() {
        renewal = UUID.randomUUID().toString();
    }

    /** Everything is in it from the next commit on, and nothing else. */
    void built() throws IOException {
        var mark = renewal;
        if (mark != null) {
            writer.deleteDocuments(new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), Occur.MUST)
                    .add(new TermQuery(new Term(Documents.RENEWAL, mark)), Occur.MUST_NOT)
                    .build());
            renewal = null;
        }
        building = false;
    }

    /** The position up to which the last commit goes, 0 in an index to be built. */
    long committedPosition() {
        var data = writer.getLiveCommitData();
        if (building || data == null) {
            return 0;
        }
        for (var entry : data) {
            if (entry.getKey().equals("position")) {
                return Long.parseLong(entry.getValue());
            }
        }
        return 0;
    }

    /** From the next commit on, words of what is deleted are written out of the files, in the background. */
    void purge() {
        purge = Purge.WANTED;
    }

    boolean purging() {
        return purge != Purge.NONE;
    }

    boolean isOpen() {
        return writer.isOpen();
    }

    void put(Term id, @Nullable Document document) throws IOException {
        if (document == null) {
            writer.deleteDocuments(id);
        } else {
            var mark = renewal;
            if (mark != null) {
                document.add(new StringField(Documents.RENEWAL, mark, Field.Store.NO));
            }
            writer.updateDocument(id, document);
        }
    }

    void commit(long position) throws IOException {
        Map<String, String> data = new TreeMap<>();
        data.put("epoch", identity.epoch.toString());
        data.put("kinds", identity.kinds);
        data.put("format", Documents.FORMAT);
        data.put("building", Boolean.toString(building));
        data.put("position", Long.toString(position));
        goOnPurging();
        data.put("purging", Boolean.toString(purge != Purge.NONE));
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
        if (purge == Purge.NONE) {
            // Whoever reads holds the files that are gone.
            searchers.maybeRefresh();
            writer.deleteUnusedFiles();
        }
    }

    /** A merge that had begun before would carry along what is deleted: it is let through first. */
    private void goOnPurging() throws IOException {
        if (purge == Purge.NONE || !writer.getMergingSegments().isEmpty()) {
            return;
        }
        if (purge == Purge.WANTED) {
            writer.flush();
            writer.forceMergeDeletes(false);
            purge = Purge.GOES_ON;
        } else {
            purge = Purge.NONE;
        }
    }

    SearcherManager searchers() {
        return searchers;
    }

    int documents() {
        return writer.getDocStats().numDocs;
    }

    /** Lets go without a commit. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer) {
            searchers.close();
            if (writer.isOpen()) {
                writer.rollback();
            }
        }
    }
}
