package io.floracare.gateway.predict;

import com.github.benmanes.caffeine.cache.Ticker;
import io.floracare.config.GatewaySettings;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.lane.Pipeline;
import io.floracare.gateway.lane.Submission;
import io.floracare.gateway.results.RecentResults;
import io.floracare.gateway.upload.UploadReader;
import io.floracare.gateway.upload.UploadedImage;
import io.floracare.telemetry.GatewayMetrics;
import java.time.Clock;

/** What the routes that take images share. */
public final class Intake {
    private final GatewaySettings settings;
    private final Pipeline pipeline;
    private final UploadReader uploads;
    private final RecentResults recent;
    private final Clock clock;
    private final Admission admission;
    private final PredictionCache cache;
    private final Idempotency idempotency;

    /**
     * What it does not make itself.
     *
     * @param uploads reads bodies
     * @param recent committed results
     * @param models learns from the results which model answers
     * @param clock for deadlines
     */
    public record Parts(
            Pipeline pipeline,
            UploadReader uploads,
            RecentResults recent,
            ModelsInService models,
            GatewayMetrics metrics,
            Clock clock) {}

    public Intake(GatewaySettings settings, Parts parts) {
        this.settings = settings;
        this.pipeline = parts.pipeline();
        this.uploads = parts.uploads();
        this.recent = parts.recent();
        this.clock = parts.clock();
        this.admission = new Admission(settings.limits(), pipeline, parts.metrics());
        this.cache =
                new PredictionCache(
                        settings.cache(), parts.models(), parts.metrics(), Ticker.systemTicker());
        this.idempotency = new Idempotency(settings.cache(), Ticker.systemTicker());
    }

    GatewaySettings settings() {
        return settings;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    UploadReader uploads() {
        return uploads;
    }

    RecentResults recent() {
        return recent;
    }

    Clock clock() {
        return clock;
    }

    Admission admission() {
        return admission;
    }

    PredictionCache cache() {
        return cache;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    Submission submission(String id, UploadedImage image, String owner, Trace trace) {
        return new Submission(
                id,
                image.bytes(),
                image.name(),
                image.crop(),
                image.device(),
                owner,
                trace.traceparent());
    }
}
