package io.floracare.classify;

import io.floracare.inference.ModelSlot;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.PauseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closed while the system is at fault. All lanes share one, because they share the model: when it
 * closes they pause, and it opens again once the self-test passes. Nothing is consumed or blamed
 * meanwhile.
 */
public final class FaultGate {
    private static final Logger LOG = LoggerFactory.getLogger(FaultGate.class);
    private static final Duration FIRST_PROBE = Duration.ofMillis(500);
    private static final Duration LAST_PROBE = Duration.ofSeconds(15);

    private final ModelSlot slot;
    private final ModelCheck check;
    private final ScheduledExecutorService scheduler;
    private final ClassifierMetrics metrics;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Closed closed;

    /** Told when the gate closes and opens, from any thread. */
    public interface Listener {
        void closed(String reason);

        void opened();
    }

    private record Closed(String reason, CountDownLatch open) {}

    public FaultGate(
            ModelSlot slot,
            ModelCheck check,
            ScheduledExecutorService scheduler,
            ClassifierMetrics metrics) {
        this.slot = slot;
        this.check = check;
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Why nothing is consumed; null while the gate is open. */
    public @Nullable String reason() {
        Closed now = closed;
        return now == null ? null : now.reason;
    }

    synchronized void close(PauseReason cause, String reason) {
        if (closed != null) {
            return;
        }
        LOG.atError()
                .addKeyValue("reason", reason)
                .log("Consumption is paused: the system is at fault, not a record");
        closed = new Closed(reason, new CountDownLatch(1));
        metrics.paused(cause);
        listeners.forEach(listener -> listener.closed(reason));
        probeIn(FIRST_PROBE);
    }

    private void probeIn(Duration delay) {
        var _ = scheduler.schedule(() -> probe(delay), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void probe(Duration delay) {
        String fault;
        try (ModelSlot.Worker worker = slot.worker()) {
            fault = check.fault(worker.next());
        } catch (RuntimeException e) {
            // Whatever it is, another probe must follow: nothing else opens the gate.
            fault = e.toString();
        }
        if (fault != null) {
            LOG.atWarn().addKeyValue("fault", fault).log("The system is still at fault");
            Duration next = delay.multipliedBy(2);
            probeIn(next.compareTo(LAST_PROBE) > 0 ? LAST_PROBE : next);
            return;
        }
        open();
    }

    private synchronized void open() {
        Closed now = closed;
        if (now != null) {
            LOG.atInfo().log("The self-test passes again: consumption goes on");
            closed = null;
            metrics.resumed();
            now.open.countDown();
            listeners.forEach(Listener::opened);
        }
    }

    /** Holds a failed thread back until the gate opens, but no longer than {@code atMost}. */
    void await(Duration atMost) {
        Closed now = closed;
        if (now != null) {
            try {
                boolean open = now.open.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
                LOG.atDebug().addKeyValue("open", open).log("A failed stream thread goes on");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
