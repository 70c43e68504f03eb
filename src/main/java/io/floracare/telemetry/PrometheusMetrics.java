package io.floracare.telemetry;

import io.floracare.message.ErrorCode;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metrics as Prometheus reads them. What to alert on, from the most urgent:
 *
 * <ul>
 *   <li>{@code floracare_paused == 1} for two minutes: nothing is consumed; its {@code reason} says
 *       why ({@code no-model} is normal for the first minute of a process);
 *   <li>{@code floracare_images_total{code=~"internal|crashed"}} increasing: a defect, or an image
 *       that kills processes;
 *   <li>{@code floracare_crash_marks_total} or {@code floracare_threads_replaced_total} increasing:
 *       a process or thread died;
 *   <li>{@code floracare_lag_records} growing over ten minutes: more images arrive than are
 *       classified, add processes;
 *   <li>the 99th percentile of {@code floracare_latency_seconds{lane="express"}} above what callers
 *       wait for;
 *   <li>{@code floracare_replies_total{outcome!="sent"}} increasing: a caller waits in vain, look
 *       at its headers and at {@code reply.topics};
 *   <li>{@code floracare_model_loads_total{result="refused"}} increasing: a package is wrong;
 *       {@code result="unavailable"} for ten minutes: the store is out of reach;
 *   <li>the share of {@code status="error"} or {@code "uncertain"} in {@code
 *       floracare_images_total} far from its usual value: the senders, or the model;
 *   <li>{@code process_resident_memory_bytes} growing without end.
 * </ul>
 */
public final class PrometheusMetrics implements ClassifierMetrics {
    private static final double NANOS = 1e-9;
    private final Map<Lane, LaneMetrics> lanes = new EnumMap<>(Lane.class);
    private final Map<PauseReason, Gauge.Child> pauses = new EnumMap<>(PauseReason.class);
    private final Map<ModelLoad, Counter.Child> loads = new EnumMap<>(ModelLoad.class);
    private final Gauge models;

    /**
     * Registers the metrics.
     *
     * @param registry that is served; it must not have them yet
     */
    public PrometheusMetrics(CollectorRegistry registry) {
        LaneInstruments instruments = new LaneInstruments(registry);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneMetrics(instruments, lane));
        }
        Gauge paused =
                Gauge.build("floracare_paused", "1 while nothing is consumed, by reason.")
                        .labelNames("reason")
                        .register(registry);
        for (PauseReason reason : PauseReason.values()) {
            pauses.put(reason, paused.labels(reason.label()));
        }
        Counter loaded =
                Counter.build("floracare_model_loads_total", "Attempts to load a model, by result.")
                        .labelNames("result")
                        .withoutExemplars()
                        .register(registry);
        for (ModelLoad load : ModelLoad.values()) {
            loads.put(load, loaded.labels(load.label()));
        }
        models =
                Gauge.build("floracare_model_info", "1 for the model in service.")
                        .labelNames("name", "version", "variant", "sha256")
                        .register(registry);
    }

    @Override
    public void started(Lane lane) {
        of(lane).inFlight.inc();
    }

    @Override
    public void finished(Lane lane, Status status, @Nullable ErrorCode code) {
        of(lane).inFlight.dec();
        of(lane).outcome(status, code).inc();
    }

    @Override
    public void abandoned(Lane lane) {
        of(lane).inFlight.dec();
    }

    @Override
    public void stage(Lane lane, Stage stage, long nanos) {
        of(lane).stage(stage).observe(nanos * NANOS);
    }

    @Override
    public void compute(Lane lane, long cpuNanos) {
        of(lane).compute.inc(cpuNanos * NANOS);
    }

    @Override
    public void latency(Lane lane, long millis) {
        of(lane).latency.observe(millis / 1e3);
    }

    @Override
    public void reply(Lane lane, ReplyOutcome outcome) {
        of(lane).reply(outcome).inc();
    }

    @Override
    public void deadLetter(Lane lane) {
        of(lane).deadLetters.inc();
    }

    @Override
    public void crashMark(Lane lane) {
        of(lane).crashMarks.inc();
    }

    @Override
    public void threadReplaced(Lane lane) {
        of(lane).threadsReplaced.inc();
    }

    @Override
    public void lag(Lane lane, long records) {
        of(lane).lag(records);
    }

    @Override
    public synchronized void paused(PauseReason reason) {
        pauses.forEach((each, gauge) -> gauge.set(each == reason ? 1 : 0));
    }

    @Override
    public synchronized void resumed() {
        pauses.values().forEach(gauge -> gauge.set(0));
    }

    @Override
    public synchronized void model(ModelRef model) {
        models.clear();
        models.labels(model.name(), model.version(), model.variant(), model.sha256()).set(1);
    }

    @Override
    public void modelLoad(ModelLoad outcome) {
        Objects.requireNonNull(loads.get(outcome)).inc();
    }

    private LaneMetrics of(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
