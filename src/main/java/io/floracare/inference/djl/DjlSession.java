package io.floracare.inference.djl;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.floracare.inference.InferenceException;
import io.floracare.inference.Session;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** One thread's predictor on a shared model. */
final class DjlSession implements Session {
    private final Predictor<ByteBuffer, float[]> predictor;
    private final int floats;

    DjlSession(Predictor<ByteBuffer, float[]> predictor, int floats) {
        this.predictor = predictor;
        this.floats = floats;
    }

    @Override
    public float[] logits(FloatBuffer tensor) {
        if (!tensor.isDirect() || tensor.capacity() < floats) {
            throw new IllegalArgumentException(
                    "the tensor must be a direct buffer of at least " + floats + " floats");
        }
        // The engines wrap direct byte buffers only; this view shares the floats' memory.
        ByteBuffer bytes =
                MemorySegment.ofBuffer(tensor.duplicate().position(0).limit(floats))
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder());
        try {
            return predictor.predict(bytes);
        } catch (TranslateException | RuntimeException e) {
            if (e.getCause() instanceof InferenceException unfit) {
                throw unfit;
            }
            throw new InferenceException("the engine failed: " + Sentences.innermost(e), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
    }
}
