package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts in memory, to be looked at by whoever made it: the demo's summary and the tests.
 * Allocates, unlike the Prometheus form.
 */
public final class MemoryMetrics implements ClassifierMetrics {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Lane, Long> lags = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable PauseReason> pause = new AtomicReference<>();
    private final AtomicReference<@Nullable ModelRef> model = new AtomicReference<>();

    /**
     * Counts by name, such as {@code finished.bulk.error.truncated}, {@code stage.express.infer},
     * {@code reply.bulk.sent} and {@code load.refused}; {@code in-flight.bulk} is the current
     * number. A name that never occurred is absent.
     */
    public Map<String, Long> counts() {
        Map<String, Long> copy = new TreeMap<>();
        counts.forEach((name, count) -> copy.put(name, count.sum()));
        return copy;
    }

    /** One of {@link #counts}; 0 when absent. */
    public long count(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    /** The lag last told; -1 before the first. */
    public long lag(Lane lane) {
        return lags.getOrDefault(lane, -1L);
    }

    /** Why nothing is consumed; null while something is. */
    public @Nullable PauseReason pauseReason() {
        return pause.get();
    }

    /** The model in service; null before the first. */
    public @Nullable ModelRef modelInService() {
        return model.get();
    }

    @Override
    public void started(Lane lane) {
        add("in-flight." + lane.label(), 1);
    }

    @Override
    public void finished(Lane lane, Status status, @Nullable ErrorCode code) {
        add("in-flight." + lane.label(), -1);
        String name = "finished." + lane.label() + "." + status.wire();
        add(code == null ? name : name + "." + code.wire(), 1);
    }

    @Override
    public void abandoned(Lane lane) {
        add("in-flight." + lane.label(), -1);
    }

    @Override
    public void stage(Lane lane, Stage stage, long nanos) {
        add("stage." + lane.label() + "." + stage.label(), 1);
    }

    @Override
    public void compute(Lane lane, long cpuNanos) {
        add("compute." + lane.label(), cpuNanos);
    }

    @Override
    public void latency(Lane lane, long millis) {
        add("latency." + lane.label(), 1);
    }

    @Override
    public void reply(Lane lane, ReplyOutcome outcome) {
        add("reply." + lane.label() + "." + outcome.label(), 1);
    }

    @Override
    public void deadLetter(Lane lane) {
        add("dead-letter." + lane.label(), 1);
    }

    @Override
    public void crashMark(Lane lane) {
        add("crash-mark." + lane.label(), 1);
    }

    @Override
    public void threadReplaced(Lane lane) {
        add("thread-replaced." + lane.label(), 1);
    }

    @Override
    public void lag(Lane lane, long records) {
        lags.put(lane, records);
    }

    @Override
    public void paused(PauseReason reason) {
        pause.set(reason);
        add("paused." + reason.label(), 1);
    }

    @Override
    public void resumed() {
        pause.set(null);
    }

    @Override
    public void model(ModelRef model) {
        this.model.set(model);
    }

    @Override
    public void modelLoad(ModelLoad outcome) {
        add("load." + outcome.label(), 1);
    }

    private void add(String name, long amount) {
        counts.computeIfAbsent(name, key -> new LongAdder()).add(amount);
    }
}
