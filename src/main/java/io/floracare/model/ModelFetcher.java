package io.floracare.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gets the package that an address names: from the cache when the store says that it has not
 * changed or does not answer, else from the store, again and again until it answers.
 */
public final class ModelFetcher {
    private final ModelStore store;
    private final ModelCache cache;
    private final Retry retry;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Listener listener;
    private final FetchAttempt attempt;

    /**
     * @param store may be absent or failing for any time
     * @param cache survives restarts
     * @param retry how long to wait between tries
     * @param sleeper passes that time
     * @param random draws the jitter
     * @param listener hears of every wait
     */
    public ModelFetcher(
            ModelStore store,
            ModelCache cache,
            Retry retry,
            Sleeper sleeper,
            RandomGenerator random,
            Listener listener) {
        this.store = store;
        this.cache = cache;
        this.retry = retry;
        this.sleeper = sleeper;
        this.random = random;
        this.listener = listener;
        this.attempt = new FetchAttempt(store, cache);
    }

    /**
     * When to try again.
     *
     * @param backoff after a store that did not answer
     * @param afterRefusal after a refusal, so that a package pushed later or a permission granted
     *     later is noticed; null to give up at once
     */
    public record Retry(Backoff backoff, @Nullable Duration afterRefusal) {}

    /** Hears why nothing has come yet, for logs, health and metrics. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A try failed and another follows.
         *
         * @param reason a sentence for a person
         * @param refused the store answered, and said no: somebody has to do something
         * @param delay until the next try; zero when the cache is used instead
         */
        void waiting(String reason, boolean refused, Duration delay);
    }

    /** Where a package came from. */
    public enum Origin {
        /** It was downloaded. */
        STORE,
        /** The store was asked and has the same. */
        CACHE,
        /** The store did not answer; the package is the one that the address had last. */
        CACHE_WITHOUT_STORE
    }

    /** What became of a fetch. */
    public sealed interface Outcome {
        /** The package is on local disk, verified. */
        record Fetched(ModelPackage modelPackage, Origin origin) implements Outcome {}

        /** Trying again does not help; the sentence says what to do. */
        record Refused(String message) implements Outcome {}
    }

    /**
     * Gets a package, for as long as that takes.
     *
     * @throws InterruptedException to stop trying
     */
    public Outcome fetch(ModelAddress address) throws InterruptedException {
        int failures = 0;
        while (true) {
            try {
                return attempt.run(address);
            } catch (RefusedException e) {
                String message =
                        "The model %s cannot be used: %s"
                                .formatted(store.uri(address), e.getMessage());
                Duration delay = retry.afterRefusal();
                if (delay == null) {
                    return new Outcome.Refused(message);
                }
                pause(message, true, delay);
            } catch (UnavailableException | IOException e) {
                failures++;
                String message = reason(address, e);
                Optional<ModelPackage> last = lastOf(address);
                if (last.isPresent()) {
                    listener.waiting(message, false, Duration.ZERO);
                    return new Outcome.Fetched(last.get(), Origin.CACHE_WITHOUT_STORE);
                }
                pause(message, false, retry.backoff().delay(failures, random));
            }
        }
    }

    private Optional<ModelPackage> lastOf(ModelAddress address) {
        try {
            return cache.lastOf(store.uri(address));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String reason(ModelAddress address, Exception e) {
        String what = e instanceof IOException ? "the model cache fails: " + e : e.getMessage();
        return "Waiting for the model %s: %s".formatted(store.uri(address), what);
    }

    private void pause(String message, boolean refused, Duration delay)
            throws InterruptedException {
        listener.waiting(message, refused, delay);
        sleeper.sleep(delay);
    }
}
