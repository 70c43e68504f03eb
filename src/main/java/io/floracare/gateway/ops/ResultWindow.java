package io.floracare.gateway.ops;

import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.floracare.telemetry.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the results of the last minute by the second; however many there are, its size is the
 * same. Safe for use by several threads.
 */
public final class ResultWindow {
    private static final int SECONDS = 60;
    private static final int RATE_SECONDS = 10;

    private final Clock clock;
    private final String expressTopic;
    private final Second[] seconds = new Second[SECONDS];

    /**
     * @param clock tells which results are of the last minute
     * @param expressTopic the images of this topic came by the express lane
     */
    public ResultWindow(Clock clock, String expressTopic) {
        this.clock = clock;
        this.expressTopic = expressTopic;
        for (int i = 0; i < SECONDS; i++) {
            seconds[i] = new Second(Long.MIN_VALUE);
        }
    }

    /** What ended in one second. */
    private static final class Second {
        private final long epoch;
        private final Map<Status, Long> outcomes = new EnumMap<>(Status.class);
        private final Map<Lane, LatencyBins> latencies = new EnumMap<>(Lane.class);
        private final Map<ModelRef, Long> models = new HashMap<>();

        Second(long epoch) {
            this.epoch = epoch;
        }

        long results() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts a result; one of another minute is passed over. */
    public void saw(Result result) {
        Result.Time time = result.time();
        long epoch = time.classified().getEpochSecond();
        long now = clock.instant().getEpochSecond();
        if (epoch <= now - SECONDS || epoch > now + SECONDS) {
            return;
        }
        Lane lane = result.source().topic().equals(expressTopic) ? Lane.EXPRESS : Lane.BULK;
        double millis = Duration.between(time.produced(), time.classified()).toNanos() * 1e-6;
        synchronized (seconds) {
            int slot = (int) Math.floorMod(epoch, (long) SECONDS);
            if (seconds[slot].epoch < epoch) {
                seconds[slot] = new Second(epoch);
            }
            Second second = seconds[slot];
            if (second.epoch == epoch) {
                second.outcomes.merge(result.status(), 1L, Long::sum);
                second.latencies.computeIfAbsent(lane, each -> new LatencyBins()).add(millis);
                ModelRef model = result.model();
                if (model != null) {
                    second.models.merge(model, 1L, Long::sum);
                }
            }
        }
    }

    /**
     * The figures now.
     *
     * @param lag images that wait, by lane
     */
    public OpsStatus status(ToLongFunction<Lane> lag) {
        Instant now = clock.instant();
        long last = now.getEpochSecond();
        Map<Status, Long> outcomes = new EnumMap<>(Status.class);
        Map<Lane, LatencyBins> latencies = new EnumMap<>(Lane.class);
        Map<ModelRef, Long> models = new HashMap<>();
        long lately = 0;
        synchronized (seconds) {
            for (Second second : seconds) {
                if (second.epoch <= last - SECONDS) {
                    continue;
                }
                // The second that is not over yet would make the rate jump.
                if (second.epoch < last && second.epoch >= last - RATE_SECONDS) {
                    lately += second.results();
                }
                second.outcomes.forEach(
                        (status, count) -> outcomes.merge(status, count, Long::sum));
                second.latencies.forEach((lane, bins) ->
                        latencies.computeIfAbsent(lane, each -> new LatencyBins()).addAll(bins));
                second.models.forEach((model, count) -> models.merge(model, count, Long::sum));
            }
        }
        return new OpsStatus(
                now,
                SECONDS,
                (double) lately / RATE_SECONDS,
                new OpsStatus.Outcomes(
                        outcomes.getOrDefault(Status.OK, 0L),
                        outcomes.getOrDefault(Status.UNCERTAIN, 0L),
                        outcomes.getOrDefault(Status.ERROR, 0L)),
                new OpsStatus.Lanes(
                        lane(lag.applyAsLong(Lane.EXPRESS), latencies.get(Lane.EXPRESS)),
                        lane(lag.applyAsLong(Lane.BULK), latencies.get(Lane.BULK))),
                models(models));
    }

    private static OpsStatus.LaneStatus lane(long lag, @Nullable LatencyBins bins) {
        return bins == null
                ? new OpsStatus.LaneStatus(lag, null, null)
                : new OpsStatus.LaneStatus(
                        lag, boxed(bins.quantile(0.5)), boxed(bins.quantile(0.99)));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static List<OpsStatus.ModelShare> models(Map<ModelRef, Long> counts) {
        return counts.entrySet().stream()
                .map(each ->
                        new OpsStatus.ModelShare(
                                each.getKey().name(),
                                each.getKey().version(),
                                each.getKey().variant(),
                                each.getKey().sha256(),
                                each.getValue()))
                .sorted(
                        Comparator.comparingLong(OpsStatus.ModelShare::results)
                                .reversed()
                                .thenComparing(OpsStatus.ModelShare::sha256))
                .toList();
    }
}
