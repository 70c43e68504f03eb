package io.floracare.app;

import io.floracare.baseline.AcceptedBaselines;
import io.floracare.baseline.PackageBaselines;
import io.floracare.client.KafkaClients;
import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineException;
import io.floracare.drift.window.Baselines;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The baselines that a package has, for tools: of a model, whatever its package's digest was. */
public final class KnownBaselines {
    private KnownBaselines() {}

    /**
     * A package's baselines.
     *
     * @throws IOException with a sentence, if one cannot be used
     */
    public static Baselines of(ModelPackage modelPackage) throws IOException {
        Map<String, Baseline> known = new HashMap<>();
        for (Variant variant : modelPackage.manifest().variants()) {
            try {
                new PackageBaselines(modelPackage)
                        .read(variant)
                        .ifPresent(baseline -> known.put(key(baseline.model()), baseline));
            } catch (BaselineException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return (model, window) -> {
            Baseline baseline = known.get(key(model));
            return baseline == null
                    ? new Baselines.Lookup.None(
                            "%s has no baseline of %s".formatted(modelPackage.id(), key(model)))
                    : new Baselines.Lookup.Found(baseline.of(model), 1);
        };
    }

    /**
     * Those that were accepted before those of the package, whenever the windows were: a replay
     * says what would alert with what counts now.
     */
    public static Baselines always(AcceptedBaselines accepted) {
        return (model, window) -> accepted.find(model, Long.MAX_VALUE);
    }

    /** Accepted baselines, read to the end; the caller closes them. */
    public static AcceptedBaselines accepted(KafkaClients clients, String topic, Baselines packaged)
            throws InterruptedException {
        AcceptedBaselines accepted =
                AcceptedBaselines.follow(clients, topic, packaged, Thread::sleep);
        while (!accepted.complete()) {
            Thread.sleep(20);
        }
        return accepted;
    }

    private static String key(ModelRef model) {
        return String.join("/", model.name(), model.version(), model.variant());
    }
}
