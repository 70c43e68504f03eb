package io.floracare.drift.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drift.AccuracyEstimate;
import io.floracare.drift.AlertState;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.QualityReport;
import io.floracare.drift.Verdict;
import io.floracare.drift.window.Parts;
import io.floracare.drift.window.Verdicts;
import io.floracare.drift.window.WindowMerger;
import io.floracare.message.ModelRef;
import io.floracare.telemetry.DriftMetrics;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Merges what the shards say of some segments and sends what comes of it. */
final class MergeProcessor implements Processor<byte[], byte[], byte[], Outgoing>, Verdicts {
    static final String STORE = "merge";

    private final DriftTopics topics;
    private final DriftParts parts;
    private final DriftMetrics metrics;
    private @Nullable ProcessorContext<byte[], Outgoing> context;
    private @Nullable WindowMerger merger;

    MergeProcessor(DriftTopics topics, DriftParts parts) {
        this.topics = topics;
        this.parts = parts;
        this.metrics = parts.metrics();
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> given) {
        context = given;
        merger =
                new WindowMerger(
                        new KafkaByteStore(given.getStateStore(STORE)),
                        parts.shards(),
                        parts.rules(),
                        parts.baselines(),
                        this);
        merger.firing().forEach(key -> metrics.alert(key, key.split("/", 2)[0], true));
        var _ =
                given.schedule(
                        RouteProcessor.PROGRESS,
                        PunctuationType.WALL_CLOCK_TIME,
                        now -> metrics.time(Objects.requireNonNull(merger).advance()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        WindowMerger to = Objects.requireNonNull(merger);
        Relayed message = Relayed.decode(record.value());
        if (message.isProgress()) {
            to.progress(message.from(), message.time());
        } else {
            to.add(message.from(), Parts.read(message.body()));
        }
    }

    @Override
    public void report(DriftReport report) {
        String model = name(report.model());
        String segment = report.segment().toString();
        metrics.window(model, segment, wire(report.verdict()));
        report.features()
                .forEach(feature ->
                        metrics.distance(model, segment, feature.name(), feature.distance()));
        AccuracyEstimate accuracy = report.accuracy();
        if (accuracy != null && accuracy.estimate() != null) {
            metrics.estimatedAccuracy(model, segment, accuracy.estimate());
        }
        send(topics.reports(), model + "/" + segment, report);
    }

    @Override
    public void quality(QualityReport report) {
        String segment = report.segment().toString();
        report.issues()
                .forEach(issue -> metrics.quality(segment, issue.issue().wire(), issue.share()));
        send(topics.quality(), segment, report);
    }

    @Override
    public void alert(DriftAlert alert) {
        metrics.alert(
                alert.key(), alert.detector().wire(), alert.event() != AlertState.Event.RESOLVED);
        send(topics.alerts(), alert.key(), alert);
    }

    private void send(String topic, String key, Object value) {
        ProcessorContext<byte[], Outgoing> to = Objects.requireNonNull(context);
        to.forward(
                new Record<>(
                        key.getBytes(UTF_8), Outgoing.of(topic, value), to.currentSystemTimeMs()));
    }

    private static String name(ModelRef model) {
        return String.join("/", model.name(), model.version(), model.variant());
    }

    private static String wire(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
