package io.floracare.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How an {@link EmbeddedBroker} runs.
 *
 * @param dir folder of its data, made when missing and kept; one broker a folder
 * @param port of 127.0.0.1 that clients use; 0 takes a free one
 * @param overrides Kafka broker settings that replace this product's
 */
public record BrokerOptions(Path dir, int port, Map<String, String> overrides) {
    public BrokerOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("broker port " + port + " must be in 0 to 65535");
        }
        overrides = Map.copyOf(overrides);
    }

    /** A broker on a free port. */
    public static BrokerOptions in(Path dir) {
        return new BrokerOptions(dir, 0, Map.of());
    }

    /** The same on that port. */
    public BrokerOptions onPort(int newPort) {
        return new BrokerOptions(dir, newPort, overrides);
    }

    /** The same with one more broker setting. */
    public BrokerOptions with(String key, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(key, value);
        return new BrokerOptions(dir, port, more);
    }

    /**
     * The same for tests that kill processes: a killed client's transaction is aborted within a
     * second of its time-out, not ten.
     */
    public BrokerOptions recoveringQuickly() {
        return with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000")
                .with("group.min.session.timeout.ms", "1000");
    }
}
