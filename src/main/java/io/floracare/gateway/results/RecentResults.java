package io.floracare.gateway.results;

import io.floracare.message.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The newest results, at most so many. Safe for use by several threads. */
public final class RecentResults implements ResultHistory {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final NavigableMap<Long, Entry> byArrival = new TreeMap<>();
    private final NavigableSet<Entry> byTime =
            new TreeSet<>(
                    Comparator.comparing((Entry entry) -> entry.result().time().classified())
                            .thenComparingLong(Entry::sequence));
    private final Map<String, Entry> byId = new HashMap<>();
    private final PastIds past;
    private Positions positions = new Positions(Map.of());
    private Positions forgotten = new Positions(Map.of());
    private long sequence;
    private boolean closed;

    /**
     * @param capacity results kept
     */
    public RecentResults(int capacity) {
        this.capacity = capacity;
        this.past = new PastIds(Math.max(1024, capacity * 8));
    }

    private record Entry(long sequence, int partition, long offset, Result result) {}

    /** Adds a result that was read; one that was read before is passed over. */
    public void add(int partition, long offset, Result result) {
        lock.lock();
        try {
            if (positions.covers(partition, offset)) {
                return;
            }
            positions = positions.after(partition, offset);
            Entry entry = new Entry(sequence++, partition, offset, result);
            byArrival.put(entry.sequence(), entry);
            byTime.add(entry);
            byId.put(result.id(), entry);
            if (byTime.size() > capacity) {
                Entry oldest = byTime.removeFirst();
                byArrival.remove(oldest.sequence());
                byId.remove(oldest.result().id(), oldest);
                past.add(oldest.result().id());
                forgotten = forgotten.after(oldest.partition(), oldest.offset());
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Result> find(String id, @Nullable String owner) {
        lock.lock();
        try {
            return Optional.ofNullable(byId.get(id))
                    .map(Entry::result)
                    .filter(result -> owner == null || owner.equals(result.owner()));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the image had its result, be it kept or not. */
    boolean knows(String id) {
        lock.lock();
        try {
            return byId.containsKey(id) || past.contains(id);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a result; empty if it does not come in time. */
    public Optional<Result> await(String id, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!byId.containsKey(id) && left > 0 && !closed) {
                left = arrived.awaitNanos(left);
            }
            return Optional.ofNullable(byId.get(id)).map(Entry::result);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Result> list(Query query) {
        lock.lock();
        try {
            Entry before = query.before() == null ? null : byId.get(query.before());
            List<Result> found = new ArrayList<>();
            if (query.before() != null && before == null) {
                return found;
            }
            NavigableSet<Entry> older = before == null ? byTime : byTime.headSet(before, false);
            for (Entry entry : older.descendingSet()) {
                if (found.size() == query.limit()) {
                    break;
                }
                if (query.selects(entry.result())) {
                    found.add(entry.result());
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a view on what comes.
     *
     * @param from what was seen already; null for what comes from now on
     * @param wanted other results are passed over
     */
    Tail tail(@Nullable Positions from, Predicate<Result> wanted) {
        lock.lock();
        try {
            return from == null ? new Tail(positions, sequence, wanted) : new Tail(from, 0, wanted);
        } finally {
            lock.unlock();
        }
    }

    /** One reader's place among the results. For one thread. */
    final class Tail {
        private final Predicate<Result> wanted;
        private Positions seen;
        private long next;

        private Tail(Positions seen, long next, Predicate<Result> wanted) {
            this.seen = seen;
            this.next = next;
            this.wanted = wanted;
        }

        /** What the reader has seen. */
        Positions seen() {
            return seen;
        }

        /** Whether results that it has not seen are not kept any more. */
        boolean missed() {
            lock.lock();
            try {
                return forgotten.next().entrySet().stream()
                        .anyMatch(each ->
                                seen.next().containsKey(each.getKey())
                                        && !seen.covers(each.getKey(), each.getValue() - 1));
            } finally {
                lock.unlock();
            }
        }

        /** The next results, at most so many; empty if none comes in time. */
        List<Step> await(int limit, long millis) throws InterruptedException {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            lock.lock();
            try {
                List<Step> steps = collect(limit);
                while (steps.isEmpty() && left > 0 && !closed) {
                    left = arrived.awaitNanos(left);
                    steps = collect(limit);
                }
                return steps;
            } finally {
                lock.unlock();
            }
        }

        /** Whether nothing will come any more. */
        boolean ended() {
            lock.lock();
            try {
                return closed;
            } finally {
                lock.unlock();
            }
        }

        private List<Step> collect(int limit) {
            List<Step> steps = new ArrayList<>();
            if (next == sequence) {
                return steps;
            }
            for (Entry entry : byArrival.tailMap(next, true).values()) {
                next = entry.sequence() + 1;
                if (!seen.covers(entry.partition(), entry.offset())) {
                    seen = seen.after(entry.partition(), entry.offset());
                    if (wanted.test(entry.result())) {
                        steps.add(new Step(seen, entry.result()));
                        if (steps.size() == limit) {
                            break;
                        }
                    }
                }
            }
            return steps;
        }
    }

    /** A result and what the reader has seen with it. */
    record Step(Positions seen, Result result) {}
}
