package io.floracare.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.floracare.classify.Classification.Nanos;
import io.floracare.inference.Classifier;
import io.floracare.inference.Decision;
import io.floracare.message.Candidate;
import io.floracare.message.Features;
import io.floracare.message.ImageHeaders;
import io.floracare.message.Json;
import io.floracare.message.Probabilities;
import io.floracare.message.Result;
import io.floracare.message.Result.Millis;
import io.floracare.message.Status;
import io.floracare.model.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes wire messages of classifications. */
public final class OutputWriter {
    private static final int TOP = 5;
    private static final byte[] JSON_TYPE = "application/json".getBytes(UTF_8);
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] RESULT_TYPE = "io.floracare.result".getBytes(UTF_8);
    private static final byte[] FEATURES_TYPE = "io.floracare.features".getBytes(UTF_8);

    private final ObjectWriter resultWriter = Json.mapper().writerFor(Result.class);
    private final ObjectWriter featuresWriter = Json.mapper().writerFor(Features.class);

    /** The result of a classification. */
    static Result result(ImageRecord image, Classification classification, Instant classified) {
        Result.Time time = new Result.Time(image.produced(), classified);
        Millis millis = millis(classification.nanos());
        return switch (classification) {
            case Classification.Failed failed ->
                    new Result(
                            image.id(),
                            image.subject(),
                            Status.ERROR,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            null,
                            failed.info(),
                            image.source(),
                            time,
                            millis,
                            failed.error(),
                            image.owner());
            case Classification.Answered answered -> {
                Decision decision = answered.decision();
                List<Label> labels = answered.classifier().modelPackage().labels();
                Label best = labels.get(decision.best());
                yield new Result(
                        image.id(),
                        image.subject(),
                        decision.uncertain() ? Status.UNCERTAIN : Status.OK,
                        decision.best(),
                        best.name(),
                        best.crop(),
                        best.disease(),
                        decision.confidence(),
                        decision.probabilities(),
                        top(decision.probabilities(), labels),
                        answered.classifier().ref(),
                        answered.info(),
                        image.source(),
                        time,
                        millis,
                        null,
                        image.owner());
            }
        };
    }

    /** What drift needs of a classification. */
    static Features features(ImageRecord image, Classification classification) {
        return switch (classification) {
            case Classification.Failed failed ->
                    new Features(
                            image.id(),
                            image.eventTime(),
                            image.segment(),
                            Status.ERROR,
                            failed.error().code(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            failed.features(),
                            failed.info().format(),
                            failed.info().bytes());
            case Classification.Answered answered -> {
                Decision decision = answered.decision();
                Classifier classifier = answered.classifier();
                yield new Features(
                        image.id(),
                        image.eventTime(),
                        image.segment(),
                        decision.uncertain() ? Status.UNCERTAIN : Status.OK,
                        null,
                        classifier.ref(),
                        decision.best(),
                        decision.probabilities(),
                        decision.confidence(),
                        decision.margin(),
                        decision.entropy(),
                        decision.energy(),
                        answered.features(),
                        answered.info().format(),
                        answered.info().bytes());
            }
        };
    }

    /**
     * Selects the most probable classes by repeated scan: five passes beat a sort of all classes.
     */
    static List<Candidate> top(Probabilities probabilities, List<Label> labels) {
        int count = Math.min(TOP, probabilities.size());
        List<Candidate> top = new ArrayList<>(count);
        boolean[] taken = new boolean[probabilities.size()];
        for (int rank = 0; rank < count; rank++) {
            int best = -1;
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i] && (best < 0 || probabilities.get(i) > probabilities.get(best))) {
                    best = i;
                }
            }
            taken[best] = true;
            top.add(new Candidate(best, labels.get(best).name(), probabilities.get(best)));
        }
        return top;
    }

    /**
     * Stage times in milliseconds with microsecond digits; null for a stage that was not reached.
     */
    static Millis millis(Nanos nanos) {
        return new Millis(
                millis(nanos.fetch()),
                millis(nanos.decode()),
                millis(nanos.preprocess()),
                millis(nanos.infer()));
    }

    private static @Nullable Double millis(long nanos) {
        return nanos == 0 ? null : Math.round(nanos / 1e3) / 1e3;
    }

    byte[] json(Result result) {
        return write(resultWriter, result);
    }

    Outputs.Message resultMessage(ImageRecord image, byte[] json) {
        return new Outputs.Message(image.id().getBytes(UTF_8), json, headers(image, RESULT_TYPE));
    }

    Outputs.Message featuresMessage(ImageRecord image, Features features) {
        return new Outputs.Message(
                image.id().getBytes(UTF_8),
                write(featuresWriter, features),
                headers(image, FEATURES_TYPE));
    }

    Outputs.@Nullable ReplyMessage replyMessage(ImageRecord image, byte[] json, ReplyRoute route) {
        return switch (route) {
            case ReplyRoute.None none -> null;
            case ReplyRoute.Dropped dropped -> null;
            case ReplyRoute.To to -> {
                Headers headers = headers(image, RESULT_TYPE);
                if (to.correlationId() != null) {
                    headers.add(ImageHeaders.CORRELATION_ID, to.correlationId());
                }
                yield new Outputs.ReplyMessage(
                        to.topic(), to.partition(), image.id().getBytes(UTF_8), json, headers);
            }
        };
    }

    /**
     * Output headers are built afresh: nothing of the image record is inherited but the trace
     * context.
     */
    private static Headers headers(ImageRecord image, byte[] type) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(ImageHeaders.CE_SPECVERSION, SPEC_VERSION);
        headers.add(ImageHeaders.CE_ID, image.id().getBytes(UTF_8));
        headers.add(ImageHeaders.CE_TYPE, type);
        headers.add(ImageHeaders.CE_SOURCE, image.source().topic().getBytes(UTF_8));
        headers.add(ImageHeaders.CONTENT_TYPE, JSON_TYPE);
        if (image.traceparent() != null) {
            headers.add(ImageHeaders.TRACEPARENT, image.traceparent().getBytes(UTF_8));
        }
        return headers;
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message record cannot be written", e);
        }
    }
}
