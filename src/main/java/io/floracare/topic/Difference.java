package io.floracare.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing in which a topic is not as wanted.
 *
 * @param setting {@code partitions}, {@code replication factor} or a topic setting of Kafka's
 * @param wanted its value in the catalogue
 * @param actual its value in the cluster
 * @param alterable whether Kafka lets one change it in place
 */
public record Difference(String setting, String wanted, String actual, boolean alterable) {
    static final String PARTITIONS = "partitions";

    /** Everything in which a topic differs from the catalogue, in a stable order. */
    static List<Difference> between(TopicSpec wanted, TopicActual actual) {
        List<Difference> differences = new ArrayList<>();
        if (wanted.partitions() != actual.partitions()) {
            differences.add(
                    new Difference(
                            PARTITIONS,
                            Integer.toString(wanted.partitions()),
                            Integer.toString(actual.partitions()),
                            wanted.partitions() > actual.partitions()));
        }
        for (Map.Entry<String, String> config : wanted.configs().entrySet()) {
            String value = actual.configs().getOrDefault(config.getKey(), "unset");
            if (!value.equals(config.getValue())) {
                differences.add(new Difference(config.getKey(), config.getValue(), value, true));
            }
        }
        return differences;
    }

    /** For people: {@code retention.ms is 1000, wanted 2000}. */
    public String sentence() {
        return setting
                + " is "
                + actual
                + ", wanted "
                + wanted
                + (alterable ? "" : " (Kafka cannot change it in place)");
    }
}
