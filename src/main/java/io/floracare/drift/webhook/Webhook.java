package io.floracare.drift.webhook;

/** Where alerts are posted. */
@FunctionalInterface
public interface Webhook {
    /** Posts one alert. */
    Outcome post(byte[] json) throws InterruptedException;

    /** What became of a post. */
    sealed interface Outcome {
        /** The receiver has it. */
        record Accepted() implements Outcome {}

        /** The receiver does not answer, or not so that it has it; post it again. */
        record Failed(String reason) implements Outcome {}

        /** The receiver will never take these bytes. */
        record Refused(String reason) implements Outcome {}
    }
}
