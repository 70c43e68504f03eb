package io.floracare.evaluate;

import io.floracare.message.ErrorCode;

/** What the model made of one photo. */
sealed interface Judgement {
    /**
     * It answered.
     *
     * @param shows the photo's class
     * @param actual that class's index; -1 if the model does not know it
     * @param predicted the most probable class
     * @param confidence its probability
     * @param uncertain the model abstained
     */
    record Answered(String shows, int actual, int predicted, float confidence, boolean uncertain)
            implements Judgement {
        boolean known() {
            return actual >= 0;
        }

        boolean correct() {
            return actual == predicted;
        }
    }

    /** The photo could not be read. */
    record Unreadable(ErrorCode code) implements Judgement {}
}
