package io.floracare.drift.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.drift.label.AccuracyTally;
import io.floracare.drift.label.Answer;
import io.floracare.drift.label.Grade;
import io.floracare.drift.label.Grading;
import io.floracare.message.LeafLabel;
import io.floracare.message.Result;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One side of the join of results and labels; both keep what came in the same stores. */
final class GradeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String ANSWERS = "answers";
    static final String LABELS = "labels";

    private final DriftParts parts;
    private final boolean labels;
    private final JsonValue<Result> results = new JsonValue<>(Result.class);
    private final JsonValue<LeafLabel> said = new JsonValue<>(LeafLabel.class);
    private final JsonValue<Grade> grades = new JsonValue<>(Grade.class);
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable Latest<Answer> answerOf;
    private @Nullable Latest<LeafLabel> labelOf;

    /**
     * @param labels whether this is the labels' side
     */
    GradeProcessor(DriftParts parts, boolean labels) {
        this.parts = parts;
        this.labels = labels;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        answerOf = new Latest<>(given.getStateStore(ANSWERS), Answer.class);
        labelOf = new Latest<>(given.getStateStore(LABELS), LeafLabel.class);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Latest<Answer> answers = Objects.requireNonNull(answerOf);
        Latest<LeafLabel> known = Objects.requireNonNull(labelOf);
        if (labels) {
            label(record, answers, known);
        } else {
            answer(record, answers, known);
        }
    }

    private void answer(
            Record<byte[], byte[]> record, Latest<Answer> answers, Latest<LeafLabel> known) {
        Result result = results.read(record.value());
        if (result == null || record.key() == null) {
            parts.metrics().undecodable("results");
            return;
        }
        Answer now = Answer.of(result);
        if (now != null) {
            Answer before = answers.get(record.key(), oldest(record));
            forward(record, Grading.answer(before, now, known.get(record.key(), oldest(record))));
            answers.put(record.key(), now, record.timestamp());
        }
    }

    private void label(
            Record<byte[], byte[]> record, Latest<Answer> answers, Latest<LeafLabel> known) {
        LeafLabel now = said.read(record.value());
        if (record.key() == null || (now == null && record.value() != null)) {
            parts.metrics().undecodable("labels");
            return;
        }
        Answer answer = answers.get(record.key(), oldest(record));
        forward(record, Grading.label(known.get(record.key(), oldest(record)), now, answer));
        if (now == null) {
            known.delete(record.key());
        } else {
            known.put(record.key(), now, record.timestamp());
            parts.metrics().label(answer != null);
        }
    }

    private long oldest(Record<byte[], byte[]> record) {
        return record.timestamp() - parts.labelWait().toMillis();
    }

    /** Grades of one model and period go to one place. */
    private void forward(Record<byte[], byte[]> record, List<Grade> some) {
        for (Grade grade : some) {
            String key =
                    AccuracyProcessor.key(
                            AccuracyTally.period(grade.answer(), parts.accuracyPeriod()),
                            grade.answer().model());
            Objects.requireNonNull(context)
                    .forward(
                            new Record<>(
                                    key.getBytes(UTF_8), grades.write(grade), record.timestamp()));
        }
    }
}
