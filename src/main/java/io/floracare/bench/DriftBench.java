package io.floracare.bench;

import io.floracare.drift.AlertRule;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftEvaluator;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.DriftReport;
import io.floracare.drift.NumericFeature;
import io.floracare.drift.Observation;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Segment;
import io.floracare.drift.WindowCodec;
import io.floracare.drift.WindowCounts;
import io.floracare.drift.stream.FeatureParser;
import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.Intake;
import io.floracare.drift.window.MemoryStore;
import io.floracare.drift.window.Photo;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Rules;
import io.floracare.drift.window.Timing;
import io.floracare.drift.window.Verdicts;
import io.floracare.drift.window.WindowShard;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.report.DriftPage;
import io.floracare.report.ReportRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the drift monitor on one thread, without a broker: records into windows, closing of
 * windows, the size of their state, and the report. Times are CPU time.
 */
public final class DriftBench {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;
    private static final int BASELINE = 20_000;
    private static final int REPETITIONS = 5;

    private final Consumer<Row> told;
    private final Samples.ThreadCpu cpu;
    private final Baseline baseline;

    /**
     * A figure.
     *
     * @param name what was measured
     * @param value in the unit
     * @param unit of the value
     * @param goal that it is held against; null for none
     * @param reached whether the value is as good
     */
    public record Row(
            String name, double value, String unit, @Nullable Double goal, boolean reached) {}

    /** Tells each row when it is measured. */
    public DriftBench(Consumer<Row> told) {
        this.told = told;
        this.cpu = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
        baseline = SimulatedRecords.baseline(POLICY, BASELINE, START);
    }

    /**
     * Measures everything.
     *
     * @param records of an ingest run
     */
    public void run(int records) {
        List<Features> all =
                new SimulatedRecords(2).take(records, START, POLICY.window().toMillis());
        atLeast("feature records counted into a window", 50_000, best(() -> count(all)), records);
        atLeast("records through both stages in memory", 50_000, best(() -> replay(all)), records);
        List<byte[]> json = all.stream().limit(20_000).map(DriftBench::json).toList();
        atLeast("records read from JSON", 50_000, best(() -> parse(json)), json.size());
        for (int size : new int[] {1_000, 10_000, 100_000}) {
            WindowCounts window = count(new SimulatedRecords(size).take(size, START, 3_600_000));
            DriftEvaluator evaluator = new DriftEvaluator(baseline, POLICY);
            atMost(
                    "closing a window of %,d photos, 20 features".formatted(size),
                    50,
                    best(() -> evaluator.report(Segment.ALL, START, 0, window)) / 1e6,
                    "ms");
            atMost("a shard's part of closing it, 3 segments", 50, shard(size) / 1e6, "ms");
            atMost(
                    "state of a segment's window of %,d photos".formatted(size),
                    200,
                    new WindowCodec(baseline.layout()).encode(window).length / 1e3,
                    "kB");
        }
        report();
    }

    /** A week of hourly windows, as the page shows it. */
    private void report() {
        DriftEvaluator evaluator = new DriftEvaluator(baseline, POLICY);
        WindowCounts window = count(new SimulatedRecords(3).take(2_000, START, 3_600_000));
        List<byte[]> values = new ArrayList<>();
        for (int hour = 0; hour < 24 * 7; hour++) {
            values.add(
                    json(
                            evaluator.report(
                                    Segment.ALL, START.plus(Duration.ofHours(hour)), 0, window)));
        }
        String[] page = {""};
        double nanos =
                best(() -> {
                    Instant end = START.plus(Duration.ofDays(7));
                    ReportRecords records = new ReportRecords(START, end, Segment.ALL);
                    values.forEach(records::addReport);
                    page[0] = DriftPage.of(records.summary(end));
                    return page;
                });
        atMost("report of a week of hourly windows", 2_000, nanos / 1e6, "ms");
        atMost("its page", 1_000, page[0].getBytes(StandardCharsets.UTF_8).length / 1e3, "kB");
    }

    private WindowCounts count(List<Features> records) {
        List<NumericFeature> features = baseline.layout().features();
        WindowCounts counts = WindowCounts.of(baseline.layout());
        for (Features record : records) {
            counts.add(Observation.of(record, features), baseline.layout());
        }
        return counts;
    }

    private Replay replay(List<Features> records) {
        Rules rules =
                new Rules(
                        new Timing(POLICY.window(), Duration.ZERO, POLICY.window()),
                        POLICY,
                        AlertRule.DEFAULT,
                        Map.of());
        Baselines.Lookup found = new Baselines.Lookup.Found(baseline, 1);
        Replay replay = new Replay(1, 1, rules, (model, window) -> found, new Nobody());
        for (Features record : records) {
            replay.add(record, record.eventTime().toEpochMilli(), 0);
        }
        replay.progress(0, START.plus(POLICY.window()).toEpochMilli());
        return replay;
    }

    /** CPU nanoseconds in which a shard tells the sums of a window that it has counted. */
    private double shard(int size) {
        double best = Double.MAX_VALUE;
        Baselines.Lookup found = new Baselines.Lookup.Found(baseline, 1);
        for (int i = 0; i < REPETITIONS; i++) {
            Timing timing = new Timing(POLICY.window(), Duration.ZERO, POLICY.window());
            WindowShard shard =
                    new WindowShard(
                            new MemoryStore(),
                            1,
                            timing,
                            POLICY.photosPerDevice(),
                            (model, window) -> found,
                            late -> {});
            Intake intake = new Intake(timing, POLICY.photosPerDevice());
            for (Features record : new SimulatedRecords(size).take(size, START, 3_600_000)) {
                intake.add(Photo.of(record), record.eventTime().toEpochMilli());
                if (intake.isFull()) {
                    shard.add(intake.drain(), 0, 0);
                }
            }
            shard.add(intake.drain(), 0, 0);
            shard.progress(0, START.plus(POLICY.window()).toEpochMilli());
            long before = cpu.nanos();
            shard.advance(part -> {});
            best = Math.min(best, cpu.nanos() - before);
        }
        return best;
    }

    private static int parse(List<byte[]> values) {
        FeatureParser parser = new FeatureParser();
        int photos = 0;
        for (byte[] value : values) {
            photos += parser.parse(value) == null ? 0 : 1;
        }
        return photos;
    }

    private static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU nanoseconds of the fastest of some runs: the others were disturbed. */
    private double best(Work work) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            long before = cpu.nanos();
            Object made = work.run();
            long took = cpu.nanos() - before;
            best = made == null ? best : Math.min(best, took);
        }
        return best;
    }

    private void atLeast(String name, double goal, double nanos, int records) {
        double rate = records / (nanos / 1e9);
        told.accept(new Row(name, rate, "records/s", goal, rate >= goal));
    }

    private void atMost(String name, double goal, double value, String unit) {
        told.accept(new Row(name, value, unit, goal, value <= goal));
    }

    private interface Work {
        Object run();
    }

    private static final class Nobody implements Verdicts {
        @Override
        public void report(DriftReport report) {}

        @Override
        public void quality(QualityReport report) {}

        @Override
        public void alert(DriftAlert alert) {}
    }
}
