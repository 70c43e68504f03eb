package io.floracare.app;

import io.floracare.inference.Classifier;
import java.util.function.Consumer;

/**
 * Waits for what must be there before anything is consumed. Each method returns only when it is,
 * and says why it waits.
 */
public interface Startup {
    /** Waits until the broker answers and the topics are as they must be. */
    void awaitTopics(Consumer<Waiting> waiting) throws InterruptedException;

    /** Waits for a classifier that has passed its self-test; the caller closes it. */
    Classifier awaitClassifier(Consumer<Waiting> waiting) throws InterruptedException;

    /**
     * What is missing.
     *
     * @param reason a sentence that says what to do
     * @param refused whether somebody has to do something; otherwise waiting may be enough
     */
    record Waiting(String reason, boolean refused) {}
}
