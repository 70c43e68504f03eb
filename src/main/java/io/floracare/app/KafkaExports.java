package io.floracare.app;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;

/**
 * What Kafka's clients say of themselves, as far as an operator looks at it, over all threads of a
 * KafkaStreams instance. Absent until Kafka has a value.
 */
final class KafkaExports extends Collector {
    private static final List<Export> EXPORTS =
            List.of(
                    new Export(
                            "stream-thread-metrics",
                            "commit-latency-avg",
                            "kafka_commit_latency_seconds",
                            "Mean time of a commit, of the slowest thread.",
                            1e-3,
                            Double::max),
                    new Export(
                            "stream-thread-metrics",
                            "commit-rate",
                            "kafka_commits_per_second",
                            "Commits.",
                            1,
                            Double::sum),
                    new Export(
                            "consumer-coordinator-metrics",
                            "rebalance-total",
                            "kafka_rebalances",
                            "Rebalances since the start, of the thread that saw most.",
                            1,
                            Double::max),
                    new Export(
                            "consumer-coordinator-metrics",
                            "assigned-partitions",
                            "kafka_assigned_partitions",
                            "Partitions that this process works on.",
                            1,
                            Double::sum),
                    new Export(
                            "consumer-fetch-manager-metrics",
                            "fetch-latency-avg",
                            "kafka_fetch_latency_seconds",
                            "Mean time of a fetch; waiting for records is part of it.",
                            1e-3,
                            Double::max),
                    new Export(
                            "consumer-fetch-manager-metrics",
                            "fetch-rate",
                            "kafka_fetches_per_second",
                            "Fetches that a broker answered; some a second even without records.",
                            1,
                            Double::sum),
                    new Export(
                            "producer-metrics",
                            "request-latency-avg",
                            "kafka_produce_latency_seconds",
                            "Mean time of a produce request.",
                            1e-3,
                            Double::max),
                    new Export(
                            "producer-metrics",
                            "record-error-rate",
                            "kafka_record_errors_per_second",
                            "Records that could not be sent.",
                            1,
                            Double::sum));

    private final Map<String, Supplier<List<Metric>>> sources;

    /**
     * @param sources by the label {@code streams}
     */
    KafkaExports(Map<String, Supplier<List<Metric>>> sources) {
        this.sources = new LinkedHashMap<>(sources);
    }

    private record Export(
            String group,
            String metric,
            String name,
            String help,
            double scale,
            BinaryOperator<Double> merge) {
        boolean matches(Metric candidate) {
            return candidate.metricName().name().equals(metric)
                    && candidate.metricName().group().equals(group)
                    && !candidate.metricName().tags().containsKey("topic")
                    && candidate.metricValue() instanceof Double value
                    && Double.isFinite(value);
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<Export, GaugeMetricFamily> families = new LinkedHashMap<>();
        for (Export export : EXPORTS) {
            families.put(
                    export,
                    new GaugeMetricFamily(export.name(), export.help(), List.of("streams")));
        }
        sources.forEach((label, source) -> {
            List<Metric> metrics = source.get();
            families.forEach((export, family) ->
                    metrics.stream()
                            .filter(export::matches)
                            .map(metric -> (Double) metric.metricValue())
                            .reduce(export.merge())
                            .ifPresent(value ->
                                    family.addMetric(List.of(label), value * export.scale())));
        });
        return new ArrayList<>(families.values());
    }
}
