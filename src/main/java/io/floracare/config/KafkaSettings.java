package io.floracare.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers {@code host:port} pairs, at least one
 * @param properties everything else that was set under {@code kafka.}, without that prefix: for
 *     clients and Streams alike, such as {@code security.protocol} or {@code producer.linger.ms}
 */
public record KafkaSettings(List<String> bootstrapServers, Map<String, String> properties) {
    private static final Pattern SERVER =
            Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):\\d{1,5}");

    static final Setting<List<String>> BOOTSTRAP_SERVERS =
            Setting.shared(
                    "kafka.bootstrap.servers",
                    Parsers.list(
                            Parsers.matching(
                                    SERVER, "expected host:port, several separated by commas")),
                    "127.0.0.1:9092",
                    "Brokers to start from, as host:port, several separated by commas.");
    static final List<Setting<?>> ALL = List.of(BOOTSTRAP_SERVERS);

    public KafkaSettings {
        bootstrapServers = List.copyOf(bootstrapServers);
        properties = Map.copyOf(properties);
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException("no bootstrap servers");
        }
    }

    /** A Kafka client that is not Streams'. */
    public enum Client {
        ADMIN,
        CONSUMER,
        PRODUCER
    }

    /**
     * The properties for Streams, which strips the prefixes of its clients itself.
     *
     * @return a fresh map that the caller may add to
     */
    public Map<String, String> streams() {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("bootstrap.servers", String.join(",", bootstrapServers));
        return all;
    }

    /**
     * The properties for one client: those without a prefix, then those with its own.
     *
     * @return a fresh map that the caller may add to
     */
    public Map<String, String> client(Client client) {
        String own = client.name().toLowerCase(Locale.ROOT) + ".";
        Map<String, String> all = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (KafkaPassThrough.bare(name).equals(name)) {
                all.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith(own)) {
                all.put(name.substring(own.length()), value);
            }
        });
        all.put("bootstrap.servers", String.join(",", bootstrapServers));
        return all;
    }

    /** Hides the pass-through, which may hold passwords. */
    @Override
    public String toString() {
        return "KafkaSettings" + bootstrapServers + properties.keySet();
    }

    static KafkaSettings from(Values values) {
        List<String> servers = values.get(BOOTSTRAP_SERVERS);
        if (servers.isEmpty()) {
            values.problem("kafka.bootstrap.servers names no broker: give at least one host:port");
            servers = BOOTSTRAP_SERVERS.parser().parse(BOOTSTRAP_SERVERS.defaultText());
        }
        return new KafkaSettings(servers, KafkaPassThrough.read(values));
    }
}
