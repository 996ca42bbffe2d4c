package org.centrala.platform.files;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes contents that no row names: of mail that was refused after its content was kept, or of rows deleted since.
 *
 * <p>A content is written before the row that names it, so only one that nobody has put for {@link #AGE} may go, and
 * putting it again begins that time anew, under one lock with the removal. All modules are asked about one moment of the
 * database: a name that moves from one table to another must not be missed in both. While a backup copies nothing is
 * removed.
 */
@Component
public class FileSweep implements SmartLifecycle {
    static final Duration AGE = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofHours(6);
    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(FileSweep.class);

    private final Files files;
    private final List<FileUser> users;
    private final TransactionOperations moment;
    private final Clock clock;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    @Autowired
    FileSweep(Files files, List<FileUser> users, PlatformTransactionManager transactions, Clock clock) {
        this(files, users, oneMoment(transactions), clock);
    }

    FileSweep(Files files, List<FileUser> users, TransactionOperations moment, Clock clock) {
        this.files = files;
        this.users = List.copyOf(users);
        this.moment = moment;
        this.clock = clock;
    }

    private static TransactionOperations oneMoment(PlatformTransactionManager transactions) {
        var template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        template.setReadOnly(true);
        return template;
    }

    /** Sweeps once; returns how many contents it removed. */
    public int sweep() throws IOException {
        // Without anybody to ask, everything would look unused.
        if (users.isEmpty()) {
            return 0;
        }
        try (var lock = FilesLock.exclusive(files.dataDirectory()).orElse(null)) {
            if (lock == null) {
                return 0;
            }
            var before = clock.instant().minus(AGE);
            var removed = 0;
            var old = files.putBefore(before);
            for (var from = 0; from < old.size(); from += BATCH) {
                var some = old.subList(from, Math.min(old.size(), from + BATCH));
                var named = new HashSet<String>();
                moment.executeWithoutResult(status -> users.forEach(user -> named.addAll(user.named(some))));
                for (var hash : some) {
                    if (!named.contains(hash) && files.removePutBefore(hash, before)) {
                        removed++;
                    }
                }
            }
            files.removeUnfinishedBefore(before);
            return removed;
        }
    }

    private void run() {
        var pause = FIRST;
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = EVERY;
                try {
                    var removed = sweep();
                    if (removed > 0) {
                        log.info("{} contents that nothing names were removed", removed);
                    }
                } catch (IOException | RuntimeException failure) {
                    log.warn("Contents that nothing names stay for now: {}", failure.toString());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("file-sweep").start(this::run);
    }

    @Override
    public void stop() {
        stopping.countDown();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
