package org.centrala.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.centrala.platform.DataDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

class FileSweepTests {
    @TempDir
    Path place;

    private final Set<String> named = new HashSet<>();
    private DataDirectory directory;
    private Files files;
    private FileSweep sweep;

    @BeforeEach
    void open() {
        directory = new DataDirectory(place);
        files = new Files(directory);
        sweep = sweep(List.of(this::namedAmong, hashes -> Set.of()));
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void whatNoRowHasNamedForADayGoesAndWhatOneNamesStays() throws IOException {
        var unnamed = old(files.put(new byte[] {1}));
        var kept = old(files.put(new byte[] {2}));
        named.add(kept);

        assertThat(sweep.sweep()).isEqualTo(1);

        assertThat(path(unnamed)).doesNotExist();
        assertThat(files.read(kept)).containsExactly(2);
        assertThat(sweep.sweep()).isZero();
    }

    @Test
    void whatWasJustPutStaysSinceItsRowMayBeOnItsWay() throws IOException {
        var fresh = files.put(new byte[] {1});

        assertThat(sweep.sweep()).isZero();
        assertThat(files.read(fresh)).containsExactly(1);
    }

    @Test
    void puttingAnOldContentAgainMakesItFresh() throws IOException {
        var hash = old(files.put(new byte[] {1}));
        files.put(new byte[] {1});

        assertThat(sweep.sweep()).isZero();
        assertThat(files.read(hash)).containsExactly(1);
    }

    /** The row is not committed yet when the modules are asked, and the content is put while they are. */
    @Test
    void whatIsPutWhileTheModulesAreAskedStays() throws IOException {
        var hash = old(files.put(new byte[] {1}));
        var racing = sweep(List.of(hashes -> {
            files.put(new byte[] {1});
            return Set.of();
        }));

        assertThat(racing.sweep()).isZero();
        assertThat(files.read(hash)).containsExactly(1);
    }

    @Test
    void nothingGoesWhileABackupCopies() throws IOException {
        var hash = old(files.put(new byte[] {1}));

        try (var backup = FilesLock.shared(place)) {
            assertThat(sweep.sweep()).isZero();
        }
        assertThat(path(hash)).exists();
        assertThat(sweep.sweep()).isEqualTo(1);
    }

    @Test
    void nothingGoesWhenNobodyCanBeAsked() throws IOException {
        var hash = old(files.put(new byte[] {1}));

        assertThat(sweep(List.of()).sweep()).isZero();
        assertThatThrownBy(() -> sweep(List.of(hashes -> {
                    throw new IllegalStateException("the database is away");
                }))
                .sweep());
        assertThat(path(hash)).exists();
    }

    @Test
    void whatAProcessLeftUnfinishedGoesWithTime() throws IOException {
        files.put(new byte[] {1});
        var left = java.nio.file.Files.writeString(place.resolve("files/new-left"), "half");
        var writing = java.nio.file.Files.writeString(place.resolve("files/new-writing"), "half");
        java.nio.file.Files.setLastModifiedTime(left, longAgo());

        sweep.sweep();

        assertThat(left).doesNotExist();
        assertThat(writing).exists();
    }

    private FileSweep sweep(List<FileUser> users) {
        return new FileSweep(files, users, TransactionOperations.withoutTransaction(), Clock.systemUTC());
    }

    private Set<String> namedAmong(Collection<String> hashes) {
        var among = new HashSet<>(hashes);
        among.retainAll(named);
        return among;
    }

    private String old(String hash) throws IOException {
        java.nio.file.Files.setLastModifiedTime(path(hash), longAgo());
        return hash;
    }

    private static FileTime longAgo() {
        return FileTime.from(Clock.systemUTC().instant().minus(FileSweep.AGE).minus(Duration.ofMinutes(1)));
    }

    private Path path(String hash) {
        return place.resolve("files").resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }
}
