package io.floracare.drift.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drift.AccuracyReport;
import io.floracare.drift.Baseline;
import io.floracare.drift.label.AccuracyTally;
import io.floracare.drift.label.Grade;
import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.ByteStore;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Adds grades up by model and period, and reports each period that changed once a second: a file of
 * a thousand labels need not be a thousand reports.
 */
final class AccuracyProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "accuracy";
    private static final byte[] TALLIES = {'t'};
    private static final byte[] CHANGED = {'x'};
    private static final Duration CLEAN = Duration.ofMinutes(10);

    private final DriftTopics topics;
    private final DriftParts parts;
    private final JsonValue<Grade> grades = new JsonValue<>(Grade.class);
    private final JsonValue<AccuracyTally> tallies = new JsonValue<>(AccuracyTally.class);
    private @Nullable ProcessorContext<byte[], Outgoing> context;
    private @Nullable ByteStore state;

    AccuracyProcessor(DriftTopics topics, DriftParts parts) {
        this.topics = topics;
        this.parts = parts;
    }

    /** Period, then model: old periods come first. */
    static String key(Instant period, ModelRef model) {
        return "%020d/%s/%s/%s/%s"
                .formatted(
                        period.toEpochMilli(),
                        model.name(),
                        model.version(),
                        model.variant(),
                        model.sha256());
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> given) {
        context = given;
        state = new KafkaByteStore(given.getStateStore(STORE));
        var _ =
                given.schedule(
                        RouteProcessor.PROGRESS, PunctuationType.WALL_CLOCK_TIME, this::report);
        var _ = given.schedule(CLEAN, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ByteStore store = Objects.requireNonNull(state);
        Grade grade = Objects.requireNonNull(grades.read(record.value()), "this is our own topic");
        byte[] key = key(TALLIES, record.key());
        AccuracyTally tally = tallies.read(store.get(key));
        if (tally == null) {
            tally =
                    AccuracyTally.of(
                            grade.answer().model(),
                            AccuracyTally.period(grade.answer(), parts.accuracyPeriod()));
        }
        store.put(key, tallies.write(tally.plus(grade)));
        store.put(key(CHANGED, record.key()), new byte[0]);
    }

    private void report(long now) {
        ByteStore store = Objects.requireNonNull(state);
        for (byte[] key : keys(store, CHANGED)) {
            byte[] of = key(TALLIES, Arrays.copyOfRange(key, 1, key.length));
            AccuracyTally tally = tallies.read(store.get(of));
            if (tally != null && report(tally, now)) {
                store.put(of, tallies.write(tally.next()));
                store.delete(key);
            }
        }
    }

    private boolean report(AccuracyTally tally, long now) {
        Baseline baseline;
        switch (parts.baselines().find(tally.model(), tally.start().toEpochMilli())) {
            case Baselines.Lookup.Loading() -> {
                return false;
            }
            case Baselines.Lookup.None none -> baseline = null;
            case Baselines.Lookup.Found found -> baseline = found.baseline();
        }
        AccuracyReport report = tally.report(parts.accuracyPeriod(), baseline);
        String model =
                String.join(
                        "/",
                        tally.model().name(),
                        tally.model().version(),
                        tally.model().variant());
        Double accuracy = report.accuracy().estimate();
        if (accuracy != null) {
            parts.metrics().realisedAccuracy(model, accuracy);
        }
        Objects.requireNonNull(context)
                .forward(
                        new Record<>(
                                (model + "/" + tally.start()).getBytes(UTF_8),
                                Outgoing.of(topics.accuracy(), report),
                                now));
        return true;
    }

    /** A period whose last answer has no more labels to come. */
    private void forget(long now) {
        ByteStore store = Objects.requireNonNull(state);
        long oldest = now - parts.labelWait().toMillis() - 2 * parts.accuracyPeriod().toMillis();
        for (byte[] key : keys(store, TALLIES)) {
            if (Long.parseLong(new String(key, 1, 20, UTF_8)) < oldest) {
                store.delete(key);
            }
        }
    }

    private static List<byte[]> keys(ByteStore store, byte[] kind) {
        List<byte[]> keys = new ArrayList<>();
        store.forEach(kind, (key, value) -> keys.add(key));
        return keys;
    }

    private static byte[] key(byte[] kind, byte[] rest) {
        byte[] key = new byte[1 + rest.length];
        key[0] = kind[0];
        System.arraycopy(rest, 0, key, 1, rest.length);
        return key;
    }
}
