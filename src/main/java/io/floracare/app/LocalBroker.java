package io.floracare.app;

import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded broker alone. */
public final class LocalBroker implements AutoCloseable {
    private final EmbeddedBroker broker;

    private LocalBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /**
     * Starts it.
     *
     * @param folder keeps its data
     * @param port of 127.0.0.1; 0 for a free one
     * @throws IOException with a sentence, if it does not start
     */
    public static LocalBroker start(Path folder, int port) throws IOException {
        return new LocalBroker(EmbeddedBroker.start(BrokerOptions.in(folder).onPort(port)));
    }

    /** Where clients reach it, {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Stops it; the data stay. */
    @Override
    public void close() {
        broker.close();
    }
}
