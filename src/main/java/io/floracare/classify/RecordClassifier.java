package io.floracare.classify;

import io.floracare.classify.ClaimChecks.Claim;
import io.floracare.classify.Classification.Failed;
import io.floracare.classify.Classification.Nanos;
import io.floracare.classify.PoisonMarkers.Marker;
import io.floracare.image.ImageLimits;
import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.ImageInfo;
import io.floracare.message.Result;
import io.floracare.message.Result.Source;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.telemetry.ReplyOutcome;
import io.floracare.telemetry.Stage;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record to everything it gives, on one thread. Whatever the record holds there is a result;
 * only a fault of the system leaves it without one.
 */
final class RecordClassifier {
    private static final Logger LOG = LoggerFactory.getLogger(RecordClassifier.class);

    private final ImageClassifier images;
    private final Marker marker;
    private final ClassifyParts parts;
    private final OutputWriter writer = new OutputWriter();
    private final DeadLetterWriter deadLetters;
    private final Clock clock;
    private final ImageLimits limits;
    private final ClassifierMetrics metrics;
    private final Lane lane;

    RecordClassifier(ImageClassifier images, Marker marker, ClassifyParts parts) {
        this.images = images;
        this.marker = marker;
        this.parts = parts;
        this.deadLetters = new DeadLetterWriter(parts.maxDeadLetterBytes());
        this.clock = parts.clock();
        this.limits = parts.limits();
        this.metrics = parts.metrics();
        this.lane = parts.lane();
    }

    /**
     * Computes a record's outputs.
     *
     * @throws SystemFault if the system, not the record, is at fault
     */
    Outputs compute(
            Source source,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        long start = System.nanoTime();
        metrics.started(lane);
        ImageRecord image = ImageRecord.of(source, timestamp, headers, parts.producerHeader());
        Throwable cause = null;
        Classification classification;
        try {
            classification = classify(image, value);
        } catch (SystemFault e) {
            metrics.abandoned(lane);
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("id", image.id())
                    .log("An image met a defect of this software");
            cause = e;
            classification =
                    failed(
                            value,
                            ErrorCode.INTERNAL,
                            "the classifier has a defect that this image shows: " + e);
        }
        Result result = OutputWriter.result(image, classification, clock.instant());
        byte[] json = writer.json(result);
        ReplyRoute route = ReplyRoute.of(headers, parts.replyTopics());
        ErrorInfo error = result.error();
        Outputs outputs =
                new Outputs(
                        writer.resultMessage(image, json),
                        writer.featuresMessage(image, OutputWriter.features(image, classification)),
                        writer.replyMessage(image, json, route),
                        error == null || error.code() == ErrorCode.EXPIRED
                                ? null
                                : deadLetters.write(key, value, headers, source, error, cause));
        measure(result, classification.nanos(), route, outputs, System.nanoTime() - start);
        return outputs;
    }

    private void measure(
            Result result, Nanos nanos, ReplyRoute route, Outputs outputs, long total) {
        ErrorInfo error = result.error();
        metrics.finished(lane, result.status(), error == null ? null : error.code());
        stage(Stage.FETCH, nanos.fetch());
        stage(Stage.DECODE, nanos.decode());
        stage(Stage.PREPROCESS, nanos.preprocess());
        stage(Stage.INFER, nanos.infer());
        metrics.stage(lane, Stage.TOTAL, total);
        metrics.compute(lane, nanos.cpu());
        Result.Time time = result.time();
        metrics.latency(lane, time.classified().toEpochMilli() - time.produced().toEpochMilli());
        switch (route) {
            case ReplyRoute.None none -> {}
            case ReplyRoute.To to -> metrics.reply(lane, ReplyOutcome.SENT);
            case ReplyRoute.Dropped dropped -> metrics.reply(lane, dropped.reason());
        }
        if (outputs.deadLetter() != null) {
            metrics.deadLetter(lane);
        }
    }

    private void stage(Stage stage, long nanos) {
        if (nanos > 0) {
            metrics.stage(lane, stage, nanos);
        }
    }

    private Classification classify(ImageRecord image, byte @Nullable [] value) {
        int deaths = parts.markers().deaths(image.source());
        if (deaths > 0) {
            metrics.crashMark(lane);
        }
        if (deaths >= PoisonMarkers.FATAL_DEATHS) {
            return failed(
                    value,
                    ErrorCode.CRASHED,
                    "the classifier died "
                            + PoisonMarkers.FATAL_DEATHS
                            + " times with this image in hand, so it is not tried again");
        }
        Instant now = clock.instant();
        if (image.deadlineMillis() != null && image.deadlineMillis() < now.toEpochMilli()) {
            return failed(
                    value,
                    ErrorCode.EXPIRED,
                    "the caller's deadline had passed when the image's turn came");
        }
        if (image.claim() != null && (value == null || value.length == 0)) {
            return claimed(image, image.claim());
        }
        if (value == null || value.length == 0) {
            return failed(
                    value, ErrorCode.EMPTY, "the record has no bytes and no claim-check header");
        }
        return marked(image, value);
    }

    private Classification claimed(ImageRecord image, String claim) {
        URI address = parts.claims().admit(claim);
        if (address == null) {
            return failed(
                    null,
                    ErrorCode.CLAIM_CHECK_DENIED,
                    "the claim-check header names no address that claim.prefixes allows");
        }
        long start = System.nanoTime();
        Claim fetched =
                parts.claimChecks().fetch(address, limits.maxBytes(), parts.claims().timeout());
        long nanos = System.nanoTime() - start;
        return switch (fetched) {
            case Claim.Fetched object -> withFetch(marked(image, object.bytes()), nanos);
            case Claim.NotFound missing ->
                    withFetch(
                            failed(null, ErrorCode.CLAIM_CHECK_NOT_FOUND, missing.message()),
                            nanos);
            case Claim.TooLarge large ->
                    withFetch(
                            failed(
                                    null,
                                    ErrorCode.TOO_MANY_BYTES,
                                    "the claimed object has "
                                            + large.bytes()
                                            + " bytes; the limit is "
                                            + limits.maxBytes()),
                            nanos);
            case Claim.Unavailable unavailable ->
                    withFetch(
                            failed(null, ErrorCode.CLAIM_CHECK_UNAVAILABLE, unavailable.message()),
                            nanos);
        };
    }

    /** The marker is up only while untrusted bytes are in native code. */
    private Classification marked(ImageRecord image, byte[] encoded) {
        marker.begin(image.source());
        Classification classification;
        try {
            classification = images.classify(encoded);
        } catch (RuntimeException e) {
            marker.end(); // survived; an Error may yet end the process
            throw e;
        }
        marker.end();
        parts.markers().survived(image.source());
        return classification;
    }

    private static Classification withFetch(Classification classification, long nanos) {
        return switch (classification) {
            case Classification.Answered a ->
                    new Classification.Answered(
                            a.info(),
                            a.features(),
                            a.decision(),
                            a.classifier(),
                            a.nanos().withFetch(nanos));
            case Failed f ->
                    new Failed(f.info(), f.features(), f.error(), f.nanos().withFetch(nanos));
        };
    }

    private static Failed failed(byte @Nullable [] value, ErrorCode code, String message) {
        int bytes = value == null ? 0 : value.length;
        return new Failed(
                new ImageInfo(
                        null,
                        null,
                        null,
                        bytes,
                        value == null || bytes == 0 ? null : Digests.sha256(value)),
                null,
                new ErrorInfo(code, message),
                Nanos.NONE);
    }

    /**
     * What the topology runs every few seconds, so that an idle thread lets go of a replaced model.
     */
    void refresh() {
        images.refresh();
    }
}
