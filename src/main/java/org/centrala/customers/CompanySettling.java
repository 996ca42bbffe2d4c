package org.centrala.customers;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Works off whose company is to be looked up since a company's domains have changed: so many at once, each batch with its
 * events and its place in one transaction, so that a domain of very many customers holds nobody up and a crash loses nothing.
 */
@Component
class CompanySettling implements SmartLifecycle {
    static final int AT_ONCE = 500;

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(CompanySettling.class);

    private final MemberStore store;
    private final CompanyMembers members;
    private final TransactionOperations transaction;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    CompanySettling(MemberStore store, CompanyMembers members, TransactionOperations transaction) {
        this.store = store;
        this.members = members;
        this.transaction = transaction;
    }

    /** Whether there may be more to do. */
    boolean workOff() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var task = store.task().orElse(null);
            if (task == null) {
                return false;
            }
            var steps = store.next(task, AT_ONCE);
            var everybody = members.settle(roots(steps));
            if (steps.size() == AT_ONCE) {
                store.reached(task.id(), steps.getLast().place());
            } else {
                store.done(task.id());
            }
            // Whoever was busy is a task of their own now, and is given time.
            return everybody;
        }));
    }

    /** Begins at once; to be called after the commit of what there is to do. */
    void nudge() {
        LockSupport.unpark(thread);
    }

    private static List<UUID> roots(List<MemberStore.Step> steps) {
        return steps.stream().map(MemberStore.Step::root).distinct().toList();
    }

    private void run() {
        while (running) {
            try {
                if (workOff()) {
                    continue;
                }
            } catch (RuntimeException away) {
                if (running) {
                    log.warn("Customers cannot be put to their companies now: {}", away.toString());
                }
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("companies").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var working = thread;
        if (working == null) {
            return;
        }
        LockSupport.unpark(working);
        try {
            working.join(LONGEST_STOP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
