package io.floracare.gateway.predict;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.floracare.config.GatewaySettings;
import io.floracare.message.ModelRef;
import io.floracare.message.Result;
import io.floracare.telemetry.GatewayMetrics;
import java.util.Optional;

/**
 * Answers for bytes that the same caller has sent before, as long as the same model is in service.
 * By caller, so that nobody learns what others send and every answer's id is one's own.
 */
final class PredictionCache {
    private final Cache<Key, Result> cache;
    private final ModelsInService models;
    private final GatewayMetrics metrics;
    private final boolean on;

    private record Key(String owner, String image, String model) {}

    PredictionCache(
            GatewaySettings.Cache settings,
            ModelsInService models,
            GatewayMetrics metrics,
            Ticker ticker) {
        this.on = settings.predictions() > 0;
        this.models = models;
        this.metrics = metrics;
        this.cache =
                Caffeine.newBuilder()
                        .maximumSize(settings.predictions())
                        .expireAfterWrite(settings.ttl())
                        .ticker(ticker)
                        .build();
    }

    /**
     * An earlier answer.
     *
     * @param image SHA-256 of the encoded image
     */
    Optional<Result> find(String owner, String image) {
        if (!on) {
            return Optional.empty();
        }
        Optional<Result> found =
                models.only().map(model -> cache.getIfPresent(new Key(owner, image, model)));
        metrics.cache(found.isPresent());
        return found;
    }

    /** Keeps an answer; errors are not kept, since another attempt may fare better. */
    void keep(String owner, String image, Result result) {
        ModelRef model = result.model();
        if (on && model != null) {
            cache.put(new Key(owner, image, model.sha256()), result);
        }
    }
}
