package io.floracare.app;

import io.floracare.classify.ImageClassifier;
import io.floracare.classify.OfflineResults;
import io.floracare.classify.SelfTestCheck;
import io.floracare.config.Settings;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ModelSlot;
import io.floracare.message.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Classifies bytes without Kafka, on the path that the topology uses. For one thread. */
public final class FileClassifier implements AutoCloseable {
    private final ModelSlot slot;
    private final ImageClassifier classifier;
    private final OfflineResults results;

    /**
     * @param modelPackage folder of the package
     * @throws IOException with a sentence, if the package cannot serve
     */
    public FileClassifier(Settings settings, Path modelPackage, Clock clock) throws IOException {
        this.slot = ModelTools.serve(settings, modelPackage);
        this.classifier =
                new ImageClassifier(
                        new ImageLimits(
                                settings.image().maxBytes(),
                                settings.image().maxPixels(),
                                settings.image().minSide()),
                        slot,
                        new SelfTestCheck());
        this.results = new OfflineResults(clock);
    }

    /** The result that the image would have; its source is the topic {@code -}. */
    public Result classify(String subject, byte[] encoded) {
        return results.of(subject, classifier.classify(encoded));
    }

    @Override
    public void close() {
        classifier.close();
        slot.close();
    }
}
