package io.floracare.app;

import io.floracare.client.KafkaClients;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.PermutationCheck;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Verdict;
import io.floracare.drift.WindowCounts;
import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.EventTime;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Rules;
import io.floracare.drift.window.Verdicts;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.topic.TopicPartitions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Replays a stretch of {@code leaf-features} in memory: what would have alerted. */
public final class DriftBacktest {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int DRAWS = 999;

    private final KafkaClients clients;
    private final String topic;
    private final Rules rules;
    private final Baselines baselines;

    public DriftBacktest(KafkaClients clients, String topic, Rules rules, Baselines baselines) {
        this.clients = clients;
        this.topic = topic;
        this.rules = rules;
        this.baselines = baselines;
    }

    /**
     * What came of a replay.
     *
     * @param photos replayed
     * @param tooLate photos left out, since their window was forgotten
     * @param windows judged, by verdict
     * @param reports of drift, first revisions
     * @param alerts in order
     * @param checked features whose p was checked by permutation
     * @param worst largest difference of the two p among them
     * @param mean mean difference, analytic less permuted
     */
    public record Outcome(
            long photos,
            long tooLate,
            Map<Verdict, Integer> windows,
            List<DriftReport> reports,
            List<DriftAlert> alerts,
            long checked,
            double worst,
            double mean) {
        public Outcome {
            windows = Map.copyOf(windows);
            reports = List.copyOf(reports);
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Replays.
     *
     * @param from the broker's time to begin at; null for all that is kept
     * @param to event time to end before; null for none
     * @param progress told of the records read
     */
    public Outcome run(@Nullable Instant from, @Nullable Instant to, LongConsumer progress)
            throws InterruptedException {
        Collected collected = new Collected();
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = TopicPartitions.of(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, ends, from);
            Replay replay = new Replay(1, partitions.size(), rules, baselines, collected);
            read(consumer, ends, replay, collected, to, progress);
            return collected.outcome(replay.tooLate());
        }
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            @Nullable Instant from) {
        if (from == null) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
        });
    }

    private void read(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Replay replay,
            Collected collected,
            @Nullable Instant to,
            LongConsumer progress)
            throws InterruptedException {
        Map<Integer, Long> times = new HashMap<>();
        long last = 0;
        while (times.size() < ends.size() || !times.values().stream().allMatch(t -> t == END)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                Features features = read(record);
                if (features != null && end != null && record.offset() < end) {
                    long time = EventTime.of(features.eventTime(), record.timestamp());
                    if (to == null || time < to.toEpochMilli()) {
                        replay.add(features, time, record.partition());
                        times.merge(record.partition(), time, Math::max);
                        last = Math.max(last, time);
                        collected.photos++;
                    }
                }
            }
            progress.accept(collected.photos);
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                if (consumer.position(end.getKey()) >= end.getValue()) {
                    times.put(end.getKey().partition(), END);
                }
            }
            // A partition that is read to its end holds nothing back.
            long past = last;
            times.forEach(
                    (partition, time) -> replay.progress(partition, time == END ? past : time));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        long closed = rules.timing().closes(rules.timing().start(last));
        times.keySet().forEach(partition -> replay.progress(partition, closed));
    }

    private static final long END = Long.MAX_VALUE;

    private static @Nullable Features read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? null
                    : Json.mapper().readValue(record.value(), Features.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static final class Collected implements Verdicts {
        private final Map<Verdict, Integer> windows = new EnumMap<>(Verdict.class);
        private final List<DriftReport> reports = new ArrayList<>();
        private final List<DriftAlert> alerts = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(1);
        private long photos;
        private long checked;
        private double worst;
        private double sum;

        @Override
        public void report(DriftReport report) {
            if (report.revision() == 0) {
                windows.merge(report.verdict(), 1, Integer::sum);
                if (report.verdict() == Verdict.DRIFT) {
                    reports.add(report);
                }
            }
        }

        @Override
        public void judged(DriftReport report, Baseline baseline, WindowCounts counts) {
            if (report.revision() == 0 && report.verdict() != Verdict.INSUFFICIENT_DATA) {
                PermutationCheck.of(baseline, report.segment(), counts, DRAWS, random)
                        .forEach(line -> {
                            double difference = line.p() - line.permuted();
                            checked++;
                            sum += difference;
                            worst = Math.max(worst, Math.abs(difference));
                        });
            }
        }

        @Override
        public void quality(QualityReport report) {}

        @Override
        public void alert(DriftAlert alert) {
            alerts.add(alert);
        }

        Outcome outcome(long tooLate) {
            return new Outcome(
                    photos,
                    tooLate,
                    windows,
                    reports,
                    alerts,
                    checked,
                    worst,
                    checked == 0 ? 0 : sum / checked);
        }
    }
}
