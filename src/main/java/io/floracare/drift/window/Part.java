package io.floracare.drift.window;

import io.floracare.drift.DriftAlert;
import io.floracare.drift.MinuteSum;
import io.floracare.drift.QualityReport.Contributor;
import io.floracare.drift.Segment;
import io.floracare.message.ModelRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shard tells a merger. A part replaces an earlier one of the same shard, stream and time,
 * so that saying it twice does no harm.
 */
public sealed interface Part {
    /** What it is merged with: parts of one stream go to one merger. */
    String stream();

    /** Start of the window or minute, epoch milliseconds. */
    long start();

    /**
     * The tested photos of a model's segment.
     *
     * @param digest of the baseline whose edges they are counted by
     * @param counts by {@link io.floracare.drift.WindowCodec}
     * @param extremes photos at the ends of each feature
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on and never compared
    record Counts(
            ModelRef model,
            Segment segment,
            long start,
            long digest,
            byte[] counts,
            Extremes extremes)
            implements Part {
        @Override
        public String stream() {
            return drift(model, segment);
        }
    }

    /**
     * Photos of a model that has no baseline.
     *
     * @param why a sentence that says what to do
     */
    record Unknown(ModelRef model, long start, long photos, String why) implements Part {
        @Override
        public String stream() {
            return drift(model, Segment.ALL);
        }
    }

    /**
     * All photos of a segment.
     *
     * @param segments that share the alert budget
     * @param devices that sent them
     * @param counts by {@link io.floracare.drift.WindowCodec}
     * @param contributors in the whole stream alone
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on and never compared
    record Quality(
            Segment segment,
            long start,
            int segments,
            long devices,
            byte[] counts,
            List<Contributor> contributors)
            implements Part {
        public Quality {
            contributors = List.copyOf(contributors);
        }

        @Override
        public String stream() {
            return "quality/" + segment;
        }
    }

    /**
     * One minute of a model's answers, or of all photos.
     *
     * @param model null for all photos
     */
    record Minute(@Nullable ModelRef model, long start, MinuteSum sum) implements Part {
        @Override
        public String stream() {
            return model == null ? "minute" : "minute/" + id(model);
        }
    }

    private static String drift(ModelRef model, Segment segment) {
        return DriftAlert.key(model, segment) + "/" + model.sha256();
    }

    private static String id(ModelRef model) {
        return String.join("/", model.name(), model.version(), model.variant(), model.sha256());
    }
}
