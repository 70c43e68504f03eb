package io.floracare.inference;

import java.nio.FloatBuffer;

/** One thread's use of a {@link Classifier}. */
public interface Session extends AutoCloseable {
    /**
     * The model's forward pass.
     *
     * @param tensor direct buffer with 1×3×size×size floats from index 0
     * @return raw logits, one a class, a fresh array
     * @throws InferenceException if the engine fails, or answers with another length or with NaN
     */
    float[] logits(FloatBuffer tensor);

    @Override
    void close();
}
