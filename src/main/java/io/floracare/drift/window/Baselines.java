package io.floracare.drift.window;

import io.floracare.drift.Baseline;
import io.floracare.message.ModelRef;

/** What is normal for each model. Answers at once. */
@FunctionalInterface
public interface Baselines {
    /**
     * The baseline of a model.
     *
     * @param window start of the window that is compared with it, epoch milliseconds
     */
    Lookup find(ModelRef model, long window);

    /** What is known of a model's baseline. */
    sealed interface Lookup {
        /**
         * There is one.
         *
         * @param baseline the baseline
         * @param digest of its file: counts of different baselines are not added
         */
        record Found(Baseline baseline, long digest) implements Lookup {}

        /**
         * There is none.
         *
         * @param why a sentence that says what to do
         */
        record None(String why) implements Lookup {}

        /** It is being fetched: ask again. */
        record Loading() implements Lookup {}
    }
}
