package io.floracare.image;

import io.floracare.message.ImageFeatures;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** What a reader's pictures share: scratch memory, tables, and which of them is the valid one. */
final class PictureWorkshop {
    private final NativeDecoder decoder;
    private final BilinearResizer resizer = new BilinearResizer();
    private final FeatureExtractor extractor = new FeatureExtractor();
    private @Nullable TensorSpec lastSpec;
    private @Nullable Normalizer lastNormalizer;
    private long current;

    PictureWorkshop(NativeDecoder decoder) {
        this.decoder = decoder;
    }

    /** Makes all pictures so far invalid: their memory is about to be written or freed. */
    void invalidate() {
        current++;
    }

    long ticket() {
        return current;
    }

    void toTensor(long ticket, Pixels pixels, TensorSpec spec, FloatBuffer tensor) {
        requireValid(ticket);
        Geometry geometry = Geometry.of(spec, pixels.width(), pixels.height());
        resizer.resize(pixels, geometry, normalizer(spec).into(tensor));
    }

    ImageFeatures features(long ticket, Pixels pixels, Header header) {
        requireValid(ticket);
        int shortSide = Math.min(pixels.width(), pixels.height());
        Pixels measured = pixels;
        if (shortSide > FeatureExtractor.SHORT_SIDE) {
            double scale = (double) FeatureExtractor.SHORT_SIDE / shortSide;
            measured =
                    decoder.reduce(
                            pixels,
                            (int) Math.round(pixels.width() * scale),
                            (int) Math.round(pixels.height() * scale));
        }
        return extractor.measure(measured, header);
    }

    private Normalizer normalizer(TensorSpec spec) {
        Normalizer normalizer = lastNormalizer;
        if (normalizer == null || !spec.equals(lastSpec)) {
            normalizer = new Normalizer(spec);
            lastNormalizer = normalizer;
            lastSpec = spec;
        }
        return normalizer;
    }

    private void requireValid(long ticket) {
        if (ticket != current) {
            throw new IllegalStateException("the reader has read another image since");
        }
    }
}
