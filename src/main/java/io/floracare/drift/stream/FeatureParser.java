package io.floracare.drift.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.floracare.drift.Hashes;
import io.floracare.drift.Issue;
import io.floracare.drift.Observation;
import io.floracare.drift.QualityCounts;
import io.floracare.drift.window.Photo;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a feature record what is counted, straight from its bytes: no tree, no record of all
 * fields. What it makes is what {@link Photo#of} makes of the whole record. Not thread-safe.
 */
public final class FeatureParser {
    /** Longer texts are not ours: headers are capped before. */
    private static final int LONGEST = 2_000;

    /** In the order of {@link io.floracare.drift.NumericFeature#of}; probabilities follow. */
    private static final int PICTURE = 15;

    private static final int CONFIDENCE = 0;
    private static final int MOST_CLASSES = 100;

    private final JsonFactory json =
            new JsonFactoryBuilder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
    private final double[] values = new double[PICTURE + MOST_CLASSES];
    private @Nullable String id;
    private @Nullable Long time;
    private Features.@Nullable Segment origin;
    private @Nullable Status status;
    private @Nullable ErrorCode error;
    private @Nullable ModelRef model;
    private ModelRef lastModel = new ModelRef("", "", "", "");
    private @Nullable Integer prediction;
    private int classes;
    private int issues;
    private int hash;

    /**
     * A photo and when it was taken.
     *
     * @param time as the record says, epoch milliseconds
     */
    public record Parsed(Photo photo, long time) {}

    /** The photo that bytes tell of; null when they are no feature record. */
    public @Nullable Parsed parse(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        clear();
        try (JsonParser in = json.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                if (in.nextToken() != JsonToken.VALUE_NULL) {
                    read(field, in);
                }
            }
            return in.currentToken() == JsonToken.END_OBJECT ? parsed() : null;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private void clear() {
        Arrays.fill(values, 0, PICTURE, Double.NaN);
        id = null;
        time = null;
        origin = null;
        status = null;
        error = null;
        model = null;
        prediction = null;
        classes = -1;
        issues = 0;
        hash = -1;
    }

    private @Nullable Parsed parsed() {
        double confidence = values[CONFIDENCE];
        if (id == null
                || time == null
                || origin == null
                || status == null
                || confidence < 0
                || confidence > 1) {
            return null;
        }
        long cluster = Observation.cluster(origin, time);
        boolean tested = model != null && classes >= 0 && !Double.isNaN(confidence);
        Observation observation =
                tested
                        ? Observation.of(
                                Arrays.copyOf(
                                        values, PICTURE + (classes <= MOST_CLASSES ? classes : 0)),
                                Objects.requireNonNullElse(prediction, -1),
                                status,
                                cluster,
                                Hashes.of(id))
                        : null;
        Photo photo =
                new Photo(
                        id,
                        origin,
                        cluster,
                        issues | Issue.bits(status, error),
                        hash,
                        confidence,
                        tested ? model : null,
                        observation);
        return new Parsed(photo, time);
    }

    private void read(String field, JsonParser in) throws IOException {
        switch (field) {
            case "id" -> id = text(in);
            case "eventTime" -> time = IsoTimes.millis(text(in));
            case "segment" -> origin = segment(in);
            case "status" -> status = status(text(in));
            case "error" -> error = ErrorCode.ofWire(text(in));
            case "model" -> model = model(in);
            case "prediction" -> prediction = in.getIntValue();
            case "probs" -> probabilities(in);
            case "confidence" -> values[CONFIDENCE] = in.getFloatValue();
            case "margin" -> values[1] = in.getFloatValue();
            case "entropy" -> values[2] = in.getFloatValue();
            case "energy" -> values[3] = in.getFloatValue();
            case "image" -> image(in);
            case "bytes" -> values[14] = in.getIntValue();
            default -> in.skipChildren();
        }
    }

    private void image(JsonParser in) throws IOException {
        object(in);
        boolean blank = false;
        boolean grey = false;
        boolean alpha = false;
        boolean exif = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "brightness" -> values[4] = in.getFloatValue();
                case "contrast" -> values[5] = in.getFloatValue();
                case "red" -> values[6] = in.getFloatValue();
                case "green" -> values[7] = in.getFloatValue();
                case "blue" -> values[8] = in.getFloatValue();
                case "aspectRatio" -> values[9] = in.getFloatValue();
                case "area" -> values[10] = in.getLongValue();
                case "sharpness" -> values[11] = in.getFloatValue();
                case "greyEntropy" -> values[12] = in.getFloatValue();
                case "greenShare" -> values[13] = in.getFloatValue();
                case "perceptualHash" -> hash = QualityCounts.slot(text(in));
                case "blank" -> blank = in.getBooleanValue();
                case "grey" -> grey = in.getBooleanValue();
                case "alpha" -> alpha = in.getBooleanValue();
                case "exif" -> exif = in.getBooleanValue();
                default -> in.skipChildren();
            }
        }
        issues = Issue.bits(blank, grey, alpha, exif);
    }

    private void probabilities(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("probabilities are an array");
        }
        classes = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            float value = in.getFloatValue();
            if (classes < MOST_CLASSES) {
                values[PICTURE + classes] = value;
            }
            classes++;
        }
    }

    private static Features.Segment segment(JsonParser in) throws IOException {
        object(in);
        String crop = null;
        String device = null;
        String producer = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            if (in.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "crop" -> crop = text(in);
                case "device" -> device = text(in);
                case "producer" -> producer = text(in);
                default -> in.skipChildren();
            }
        }
        return new Features.Segment(crop, device, producer);
    }

    private ModelRef model(JsonParser in) throws IOException {
        object(in);
        String name = "";
        String version = "";
        String variant = "";
        String sha256 = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" -> name = text(in);
                case "version" -> version = text(in);
                case "variant" -> variant = text(in);
                case "sha256" -> sha256 = text(in);
                default -> in.skipChildren();
            }
        }
        ModelRef read = new ModelRef(name, version, variant, sha256);
        if (!read.equals(lastModel)) {
            lastModel = read;
        }
        return lastModel;
    }

    private static Status status(String wire) {
        for (Status status : Status.values()) {
            if (status.wire().equals(wire)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status '" + wire + "'");
    }

    private static void object(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("an object is expected");
        }
    }

    private static String text(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING || in.getTextLength() > LONGEST) {
            throw new IllegalArgumentException("a short text is expected");
        }
        return in.getText();
    }
}
