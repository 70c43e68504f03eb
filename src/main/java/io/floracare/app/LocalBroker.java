package io.floracare.app;

import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded broker alone. */
public final class LocalBroker implements AutoCloseable {
    private final EmbeddedBroker broker;

    /**
     * @param folder keeps its data
     * @param port 0 for a free one
     * @throws IOException if it does not start
     */
    public LocalBroker(Path folder, int port) throws IOException {
        this.broker = EmbeddedBroker.start(BrokerOptions.in(folder).onPort(port));
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
