package io.floracare.drift.window;

import io.floracare.drift.NumericFeature;
import io.floracare.drift.Observation;
import io.floracare.message.Features;
import io.floracare.message.Probabilities;
import io.floracare.message.Status;
import java.util.List;

/**
 * An answered photo that enters a window's test, whatever the baseline will be: all that a model of
 * its number of classes is watched by.
 *
 * @param id of the photo
 * @param photo its values, in the order of {@link NumericFeature#of}
 * @param origin where it came from
 */
record Sample(String id, Observation photo, Features.Segment origin) {
    /** The sample of a record that has an answer. */
    static Sample of(Features record, Probabilities probs) {
        List<NumericFeature> features = NumericFeature.of(probs.size());
        return new Sample(record.id(), Observation.of(record, features), record.segment());
    }

    void write(ByteWriter out) {
        out.putText(id).putInt(photo.prediction()).put(photo.status() == Status.OK ? 1 : 0);
        out.putLong(photo.cluster()).putLong(photo.id());
        writeOrigin(out, origin);
        out.putInt(photo.size());
        for (int i = 0; i < photo.size(); i++) {
            out.putDouble(photo.value(i));
        }
    }

    static Sample read(ByteReader in) {
        String id = in.getText();
        int prediction = in.getInt();
        Status status = in.get() == 1 ? Status.OK : Status.UNCERTAIN;
        long cluster = in.getLong();
        long hash = in.getLong();
        Features.Segment origin = readOrigin(in);
        double[] values = new double[in.getInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.getDouble();
        }
        return new Sample(id, Observation.of(values, prediction, status, cluster, hash), origin);
    }

    static void writeOrigin(ByteWriter out, Features.Segment origin) {
        out.putText(origin.crop()).putText(origin.device()).putText(origin.producer());
    }

    static Features.Segment readOrigin(ByteReader in) {
        return new Features.Segment(in.getTextOrNull(), in.getTextOrNull(), in.getTextOrNull());
    }
}
