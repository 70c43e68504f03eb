package io.floracare.drift;

import io.floracare.drift.stats.Clusters;
import io.floracare.message.Features;
import io.floracare.message.Features.Segment;
import io.floracare.message.Status;
import java.util.List;
import java.util.Objects;

/** What is counted of one answered photo: its values, its answer and the cluster it came from. */
public final class Observation {
    /** Photos without a device that one producer sends within this time count as one burst. */
    private static final long BURST_MILLIS = 60_000;

    private static final int PICTURE = -2;

    private final double[] values;
    private final int prediction;
    private final Status status;
    private final long cluster;
    private final long id;

    private Observation(double[] values, int prediction, Status status, long cluster, long id) {
        this.values = values;
        this.prediction = prediction;
        this.status = status;
        this.cluster = cluster;
        this.id = id;
    }

    /** Reads a record that has an answer. */
    public static Observation of(Features record, List<NumericFeature> features) {
        double[] values = new double[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i).of(record);
        }
        int prediction = Objects.requireNonNullElse(record.prediction(), -1);
        return new Observation(
                values, prediction, record.status(), cluster(record), Hashes.of(record.id()));
    }

    /**
     * What photos come in bursts by: the device, and for a record that names none, its producer and
     * the minute. Taking unnamed photos for independent would alarm on every batch of one leaf.
     */
    public static long cluster(Features record) {
        return cluster(record.segment(), record.eventTime().toEpochMilli());
    }

    /**
     * As {@link #cluster(Features)}, of a photo of that origin and time.
     *
     * @param time epoch milliseconds
     */
    public static long cluster(Segment origin, long time) {
        String device = origin.device();
        if (device != null) {
            return Hashes.of(device);
        }
        long minute = Math.floorDiv(time, BURST_MILLIS);
        return Hashes.of(Hashes.of(Objects.requireNonNullElse(origin.producer(), "")), minute);
    }

    /** The picture alone: what the model answered is missing. */
    Observation picture(List<NumericFeature> features) {
        double[] some = values.clone();
        for (int i = 0; i < some.length; i++) {
            some[i] = features.get(i).ofAnswer() ? Double.NaN : some[i];
        }
        return new Observation(some, PICTURE, status, cluster, id);
    }

    /** Whether the model's answer counts. */
    boolean answered() {
        return prediction != PICTURE;
    }

    /**
     * An observation as stored.
     *
     * @param values in the order of the features it was read with
     * @param prediction index of the answer, −1 when there is none
     * @param cluster hash of what the photo came in a burst by
     * @param id hash of the photo's id
     */
    public static Observation of(
            double[] values, int prediction, Status status, long cluster, long id) {
        return new Observation(values, prediction, status, cluster, id);
    }

    /** Number of values. */
    public int size() {
        return values.length;
    }

    /** The photo with some of its values, in the order of these columns; NaN for one it lacks. */
    public Observation columns(int[] columns) {
        double[] some = new double[columns.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = columns[i] < values.length ? values[columns[i]] : Double.NaN;
        }
        return new Observation(some, prediction, status, cluster, id);
    }

    /** A value, NaN when missing. */
    public double value(int feature) {
        return values[feature];
    }

    /** Index of the answer, negative when there is none. */
    public int prediction() {
        return prediction;
    }

    /** How the photo ended. */
    public Status status() {
        return status;
    }

    /** Hash of what the photo came in a burst by. */
    public long cluster() {
        return cluster;
    }

    /** Hash of the photo's id. */
    public long id() {
        return id;
    }

    /** The cluster's bucket. */
    int bucket() {
        return Clusters.bucket(cluster);
    }
}
