package io.floracare.drift.window;

import io.floracare.drift.Issue;
import io.floracare.drift.MinuteSum;
import io.floracare.drift.QualityReport.Contributor;
import io.floracare.drift.Segment;
import io.floracare.message.ModelRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts as bytes: a letter that says which, then its fields. */
public final class Parts {
    private static final char COUNTS = 'c';
    private static final char UNKNOWN = 'u';
    private static final char QUALITY = 'q';
    private static final char MINUTE = 'm';
    private static final Issue[] ISSUES = Issue.values();

    private Parts() {}

    /** The bytes of a part. */
    public static byte[] write(Part part) {
        ByteWriter out = new ByteWriter();
        switch (part) {
            case Part.Counts counts -> {
                write(out.put(COUNTS), counts.model());
                out.putText(counts.segment().toString()).putLong(counts.start());
                out.putLong(counts.digest()).putBytes(counts.counts());
                counts.extremes().write(out);
            }
            case Part.Unknown unknown -> {
                write(out.put(UNKNOWN), unknown.model());
                out.putLong(unknown.start()).putLong(unknown.photos()).putText(unknown.why());
            }
            case Part.Quality quality -> write(out.put(QUALITY), quality);
            case Part.Minute minute -> {
                write(out.put(MINUTE), minute.model());
                out.putLong(minute.start());
                write(out, minute.sum());
            }
        }
        return out.toByteArray();
    }

    /**
     * The part that bytes are.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static Part read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int kind = in.get();
        return switch (kind) {
            case COUNTS ->
                    new Part.Counts(
                            known(readModel(in)),
                            Segment.parse(in.getText()),
                            in.getLong(),
                            in.getLong(),
                            in.getBytes(),
                            Extremes.read(in));
            case UNKNOWN ->
                    new Part.Unknown(
                            known(readModel(in)), in.getLong(), in.getLong(), in.getText());
            case QUALITY -> readQuality(in);
            case MINUTE -> new Part.Minute(readModel(in), in.getLong(), readSum(in));
            default -> throw new IllegalArgumentException("no part is of kind " + kind);
        };
    }

    private static void write(ByteWriter out, Part.Quality quality) {
        out.putText(quality.segment().toString()).putLong(quality.start());
        out.putInt(quality.segments()).putLong(quality.devices()).putBytes(quality.counts());
        out.putInt(quality.contributors().size());
        for (Contributor contributor : quality.contributors()) {
            out.put(contributor.issue().column()).putText(contributor.origin().toString());
            out.putLong(contributor.photos()).putLong(contributor.sent());
        }
    }

    private static Part readQuality(ByteReader in) {
        Segment segment = Segment.parse(in.getText());
        long start = in.getLong();
        int segments = in.getInt();
        long devices = in.getLong();
        byte[] counts = in.getBytes();
        List<Contributor> contributors = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            contributors.add(
                    new Contributor(
                            ISSUES[in.get()],
                            Segment.parse(in.getText()),
                            in.getLong(),
                            in.getLong()));
        }
        return new Part.Quality(segment, start, segments, devices, counts, contributors);
    }

    static void write(ByteWriter out, @Nullable ModelRef model) {
        out.putText(model == null ? null : model.name());
        if (model != null) {
            out.putText(model.version()).putText(model.variant()).putText(model.sha256());
        }
    }

    static @Nullable ModelRef readModel(ByteReader in) {
        String name = in.getTextOrNull();
        return name == null ? null : new ModelRef(name, in.getText(), in.getText(), in.getText());
    }

    static ModelRef known(@Nullable ModelRef model) {
        if (model == null) {
            throw new IllegalArgumentException("counts are of a model");
        }
        return model;
    }

    static void write(ByteWriter out, MinuteSum sum) {
        out.putLong(sum.photos()).putLong(sum.confidence()).putLong(sum.failed());
    }

    static MinuteSum readSum(ByteReader in) {
        return new MinuteSum(in.getLong(), in.getLong(), in.getLong());
    }
}
