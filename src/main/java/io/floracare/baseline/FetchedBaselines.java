package io.floracare.baseline;

import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineException;
import io.floracare.drift.BaselineJson;
import io.floracare.drift.window.Baselines;
import io.floracare.message.ModelRef;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelFetcher;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageId;
import io.floracare.model.Variant;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Baselines of model packages, fetched from the store in the background when a model is first asked
 * for.
 */
public final class FetchedBaselines implements Baselines {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedBaselines.class);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

    private final ModelFetcher fetcher;
    private final ExecutorService executor;
    private final Clock clock;
    private final Map<ModelRef, Entry> entries = new ConcurrentHashMap<>();

    /**
     * Baselines of a store.
     *
     * @param fetcher gives a refused package up at once
     * @param executor runs the fetches; stays the caller's
     * @param clock a package that has no baseline is looked at again after some minutes
     */
    public FetchedBaselines(ModelFetcher fetcher, ExecutorService executor, Clock clock) {
        this.fetcher = fetcher;
        this.executor = executor;
        this.clock = clock;
    }

    private record Entry(Lookup lookup, Instant asked) {}

    @Override
    public Lookup find(ModelRef model, long window) {
        Instant now = clock.instant();
        return entries.compute(
                        model,
                        (key, before) -> {
                            boolean ask =
                                    before == null
                                            || (before.lookup instanceof Lookup.None
                                                    && now.isAfter(before.asked.plus(ASK_AGAIN)));
                            if (!ask) {
                                return before;
                            }
                            executor.execute(() -> fetch(model));
                            return new Entry(
                                    before == null ? new Lookup.Loading() : before.lookup, now);
                        })
                .lookup;
    }

    private void fetch(ModelRef model) {
        Lookup lookup;
        try {
            lookup = lookup(model);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("model", model).log("No baseline was fetched");
            lookup = new Lookup.None("The baseline could not be fetched: " + e.getMessage());
        }
        if (lookup instanceof Lookup.None(String why)) {
            LOG.atWarn().addKeyValue("model", model).log(why);
        }
        entries.put(model, new Entry(lookup, clock.instant()));
    }

    private Lookup lookup(ModelRef model) throws InterruptedException {
        if (!PackageId.isPart(model.name()) || !PackageId.isPart(model.version())) {
            return none(model, "it comes from no package");
        }
        ModelAddress address =
                ModelAddress.Packaged.of(new PackageId(model.name(), model.version()));
        return switch (fetcher.fetch(address)) {
            case ModelFetcher.Outcome.Refused(String message) -> none(model, message);
            case ModelFetcher.Outcome.Fetched fetched -> of(model, fetched.modelPackage());
        };
    }

    private static Lookup of(ModelRef model, ModelPackage modelPackage) {
        if (!modelPackage.manifestSha256().equals(model.sha256())) {
            return none(model, "the package in the store is another than the one that answered");
        }
        Optional<Variant> variant =
                modelPackage.manifest().variants().stream()
                        .filter(one -> one.name().equals(model.variant()))
                        .findFirst();
        try {
            Optional<Baseline> baseline =
                    variant.isEmpty()
                            ? Optional.empty()
                            : new PackageBaselines(modelPackage).read(variant.get());
            return baseline.isPresent()
                    ? new Lookup.Found(
                            baseline.get(), Digests.of(BaselineJson.write(baseline.get())))
                    : none(model, "its package has none");
        } catch (BaselineException | IOException e) {
            return none(model, String.valueOf(e.getMessage()));
        }
    }

    private static Lookup none(ModelRef model, String why) {
        return new Lookup.None(
                "There is no baseline of %s/%s, variant %s: %s. Make one with './floracare baseline build' or './floracare drift accept'."
                        .formatted(model.name(), model.version(), model.variant(), why));
    }
}
