package io.floracare.gateway.predict;

import io.floracare.config.GatewaySettings;
import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Problems;
import io.floracare.gateway.lane.Pipeline;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests may go on, so that what is accepted is answered in time: by what waits in
 * front of the classifiers, by what this instance waits for and by what the caller has on its way.
 * Safe for use by several threads.
 */
final class Admission {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final GatewaySettings.Limits limits;
    private final Pipeline pipeline;
    private final GatewayMetrics metrics;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Integer> callers = new ConcurrentHashMap<>();

    Admission(GatewaySettings.Limits limits, Pipeline pipeline, GatewayMetrics metrics) {
        this.limits = limits;
        this.pipeline = pipeline;
        this.metrics = metrics;
    }

    /** A right to go on; closed when the request is answered. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Lets a request in before its body is read, or not.
     *
     * @throws ProblemException 429 or 503
     */
    Permit enter(Lane lane, Caller caller) {
        ProblemException refusal = refusal(lane);
        if (refusal != null) {
            throw refusal;
        }
        if (Callers.isAnonymous(caller)) {
            return () -> {};
        }
        int mine = callers.merge(caller.id(), 1, Integer::sum);
        Permit permit =
                () -> callers.computeIfPresent(caller.id(), (id, n) -> n == 1 ? null : n - 1);
        if (mine > limits.inFlightPerCaller()) {
            permit.close();
            metrics.refused("caller");
            throw Problems.callerBusy(limits.inFlightPerCaller());
        }
        return permit;
    }

    /** Why no image is taken for a lane now, whoever sends it; null if it is. */
    @Nullable ProblemException refusal(Lane lane) {
        long most = lane == Lane.EXPRESS ? limits.expressLag() : limits.bulkLag();
        long lag = pipeline.lag(lane);
        if (lag > most) {
            metrics.refused("lag");
            return Problems.saturated(lag + " images wait already; the limit is " + most, LATER);
        }
        return lane == Lane.EXPRESS && waiting.get() >= limits.inFlight() ? full() : null;
    }

    /**
     * Counts a request that begins to wait for its answer. Not before its body is there: a body
     * that never comes must not take another's place.
     *
     * @throws ProblemException 503
     */
    Permit await() {
        if (waiting.incrementAndGet() > limits.inFlight()) {
            waiting.decrementAndGet();
            throw full();
        }
        metrics.inFlight(waiting.get());
        return () -> metrics.inFlight(waiting.decrementAndGet());
    }

    private ProblemException full() {
        metrics.refused("in-flight");
        return Problems.saturated(
                "this instance waits for " + limits.inFlight() + " answers already", SOON);
    }
}
