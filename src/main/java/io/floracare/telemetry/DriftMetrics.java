package io.floracare.telemetry;

/** What the drift aggregator measures. Safe for any thread. */
public interface DriftMetrics {
    /** Photos were counted in their windows. */
    void photos(long amount);

    /** A record of a topic could not be read and was left out. Should stay 0. */
    void undecodable(String topic);

    /**
     * Photos came after their window was forgotten and were left out. Alert when it is a fair part
     * of the photos.
     */
    void tooLate(long photos);

    /**
     * A window was judged.
     *
     * @param model name, version and variant with slashes between
     * @param verdict as in the report
     */
    void window(String model, String segment, String verdict);

    /** How far a feature lies from the baseline in the last window: D, in [0, 1]. */
    void distance(String model, String segment, String feature, double distance);

    /** Accuracy that the confidence of the last window's answers lets expect, in [0, 1]. */
    void estimatedAccuracy(String model, String segment, double accuracy);

    /** Accuracy of the randomly chosen labelled photos of the last period, in [0, 1]. */
    void realisedAccuracy(String model, double accuracy);

    /** Share of the last window's photos with a quality issue, in [0, 1]. */
    void quality(String segment, String issue, double share);

    /** Whether an alert fires. Alert on 1. */
    void alert(String key, String detector, boolean firing);

    /** A label was joined with its result, or waits for one. */
    void label(boolean joined);

    /** An alert was posted to the webhook, or could not be. Alert when it fails for long. */
    void webhook(boolean accepted);

    /** Event time, in epoch milliseconds, up to which windows are judged. */
    void time(long epochMillis);
}
