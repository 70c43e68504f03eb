package io.floracare.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * An immutable vector of class probabilities in [0, 1], in index order; a JSON array on the wire.
 */
public final class Probabilities {
    private final float[] values;

    private Probabilities(float[] values) {
        this.values = values;
    }

    /** Wraps a copy of the values. */
    @JsonCreator
    public static Probabilities of(float[] values) {
        return new Probabilities(values.clone());
    }

    /** Number of classes. */
    public int size() {
        return values.length;
    }

    /** The probability of one class. */
    public float get(int index) {
        return values[index];
    }

    /** A copy of the values. */
    public float[] toArray() {
        return values.clone();
    }

    @JsonValue
    float[] raw() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probabilities that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
