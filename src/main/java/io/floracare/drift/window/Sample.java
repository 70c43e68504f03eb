package io.floracare.drift.window;

import io.floracare.drift.Observation;
import io.floracare.message.Features;
import io.floracare.message.Status;

/**
 * An answered photo that enters a window's test, whatever the baseline will be: all that a model of
 * its number of classes is watched by.
 *
 * @param id of the photo
 * @param photo its values, in the order of {@link io.floracare.drift.NumericFeature#of}
 * @param origin where it came from
 */
record Sample(String id, Observation photo, Features.Segment origin) {
    void write(ByteWriter out) {
        out.putText(id).putInt(photo.prediction()).put(photo.status() == Status.OK ? 1 : 0);
        out.putLong(photo.cluster()).putLong(photo.id());
        writeOrigin(out, origin);
        writeValues(out);
    }

    static Sample read(ByteReader in) {
        String id = in.getText();
        int prediction = in.getInt();
        Status status = in.get() == 1 ? Status.OK : Status.UNCERTAIN;
        long cluster = in.getLong();
        long hash = in.getLong();
        Features.Segment origin = readOrigin(in);
        double[] values = readValues(in);
        return new Sample(id, Observation.of(values, prediction, status, cluster, hash), origin);
    }

    /** Most values are of single precision, and take half the room. */
    private void writeValues(ByteWriter out) {
        int size = photo.size();
        out.putInt(size);
        for (int i = 0; i < size; i += Byte.SIZE) {
            int single = 0;
            for (int j = i; j < Math.min(size, i + Byte.SIZE); j++) {
                single |= isSingle(photo.value(j)) ? 1 << (j - i) : 0;
            }
            out.put(single);
            for (int j = i; j < Math.min(size, i + Byte.SIZE); j++) {
                double value = photo.value(j);
                if ((single & 1 << (j - i)) != 0) {
                    out.putInt(Float.floatToRawIntBits((float) value));
                } else {
                    out.putDouble(value);
                }
            }
        }
    }

    private static boolean isSingle(double value) {
        return (float) value == value || Double.isNaN(value);
    }

    private static double[] readValues(ByteReader in) {
        double[] values = new double[in.getInt()];
        int single = 0;
        for (int i = 0; i < values.length; i++) {
            single = i % Byte.SIZE == 0 ? in.get() : single >>> 1;
            values[i] = (single & 1) != 0 ? Float.intBitsToFloat(in.getInt()) : in.getDouble();
        }
        return values;
    }

    static void writeOrigin(ByteWriter out, Features.Segment origin) {
        out.putText(origin.crop()).putText(origin.device()).putText(origin.producer());
    }

    static Features.Segment readOrigin(ByteReader in) {
        return new Features.Segment(in.getTextOrNull(), in.getTextOrNull(), in.getTextOrNull());
    }
}
