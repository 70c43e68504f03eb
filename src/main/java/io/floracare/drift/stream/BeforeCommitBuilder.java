package io.floracare.drift.stream;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds stores that keep nothing, and so have neither cache nor changelog. */
record BeforeCommitBuilder(String name, Supplier<BeforeCommit> stores)
        implements StoreBuilder<BeforeCommit> {
    @Override
    public StoreBuilder<BeforeCommit> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("there is nothing to log");
    }

    @Override
    public StoreBuilder<BeforeCommit> withLoggingDisabled() {
        return this;
    }

    @Override
    public BeforeCommit build() {
        return stores.get();
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }
}
