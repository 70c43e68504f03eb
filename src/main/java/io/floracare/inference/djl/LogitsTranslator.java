package io.floracare.inference.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.floracare.inference.InferenceException;
import java.nio.ByteBuffer;

/**
 * A direct buffer in, plain floats out. Arrays belong to the prediction's own manager, which the
 * predictor closes.
 */
final class LogitsTranslator implements NoBatchifyTranslator<ByteBuffer, float[]> {
    private final Shape input;
    private final int classes;

    /**
     * @param size side of the square input
     * @param classes expected number of logits
     */
    LogitsTranslator(int size, int classes) {
        this.input = new Shape(1, 3, size, size);
        this.classes = classes;
    }

    @Override
    public NDList processInput(TranslatorContext context, ByteBuffer tensor) {
        // A direct byte buffer is wrapped; any other buffer would be copied into a new one.
        return new NDList(context.getNDManager().create(tensor, input, DataType.FLOAT32));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList output) {
        if (output.size() != 1) {
            throw new InferenceException(
                    "the model gives " + output.size() + " outputs instead of one");
        }
        NDArray array = output.head();
        if (array.getDataType() != DataType.FLOAT32 || array.size() != classes) {
            throw new InferenceException(
                    "the model gives %s of shape %s instead of %d float32 logits"
                            .formatted(array.getDataType(), array.getShape(), classes));
        }
        float[] logits = array.toFloatArray();
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new InferenceException(
                        "the model gives %s as logit %d".formatted(logits[i], i));
            }
        }
        return logits;
    }
}
