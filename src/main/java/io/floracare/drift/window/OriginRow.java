package io.floracare.drift.window;

import io.floracare.drift.Hashes;
import io.floracare.drift.Issue;
import io.floracare.drift.Observation;
import io.floracare.message.Features;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many photos of one origin a window has, failed ones included, and how many of them have each
 * issue.
 */
final class OriginRow {
    private final Features.Segment origin;
    private final long cluster;
    private final int photos;
    private final int[] issues;

    /**
     * @param origin crop, device and producer
     * @param cluster what the photos came in a burst by
     * @param photos in all
     * @param issues photos by {@link Issue#column()}
     */
    private OriginRow(Features.Segment origin, long cluster, int photos, int[] issues) {
        this.origin = origin;
        this.cluster = cluster;
        this.photos = photos;
        this.issues = issues;
    }

    Features.Segment origin() {
        return origin;
    }

    long cluster() {
        return cluster;
    }

    int photos() {
        return photos;
    }

    /** A hash of a photo's origin and cluster: its row's key in a window. */
    static long key(Features record) {
        Features.Segment origin = record.segment();
        long cluster = Observation.cluster(record);
        return Hashes.of(
                Hashes.of(cluster, hash(origin.crop())),
                Hashes.of(hash(origin.device()), hash(origin.producer())));
    }

    private static long hash(@Nullable String text) {
        return text == null ? 0 : Hashes.of(text);
    }

    /** A row with one more photo. */
    static byte[] plus(byte @Nullable [] row, Features record) {
        OriginRow before =
                row == null
                        ? new OriginRow(
                                record.segment(),
                                Observation.cluster(record),
                                0,
                                new int[Issue.values().length])
                        : read(row);
        for (Issue issue : Issue.of(record)) {
            before.issues[issue.column()]++;
        }
        ByteWriter out = new ByteWriter();
        Sample.writeOrigin(out, before.origin);
        out.putLong(before.cluster).putInt(Math.addExact(before.photos, 1));
        for (int count : before.issues) {
            out.putInt(count);
        }
        return out.toByteArray();
    }

    static OriginRow read(byte[] row) {
        ByteReader in = new ByteReader(row);
        Features.Segment origin = Sample.readOrigin(in);
        long cluster = in.getLong();
        int photos = in.getInt();
        int[] issues = new int[Issue.values().length];
        for (int i = 0; i < issues.length; i++) {
            issues[i] = in.getInt();
        }
        return new OriginRow(origin, cluster, photos, issues);
    }

    /** Photos with an issue. */
    int count(Issue issue) {
        return issues[issue.column()];
    }

    /** What the photos are told apart by: the device or, without one, the producer. */
    String device() {
        return Objects.requireNonNullElse(origin.device(), "");
    }
}
