package io.floracare.telemetry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** Drift metrics in a Prometheus registry; every name begins with {@code floracare_drift_}. */
public final class PrometheusDriftMetrics implements DriftMetrics {
    private final CollectorRegistry registry;
    private final Counter photos;
    private final Counter undecodable;
    private final Counter tooLate;
    private final Counter windows;
    private final Counter labels;
    private final Counter posts;
    private final Gauge distance;
    private final Gauge estimated;
    private final Gauge realised;
    private final Gauge quality;
    private final Gauge alerts;
    private final Gauge time;

    /** Registers all of them; once a registry. */
    public PrometheusDriftMetrics(CollectorRegistry registry) {
        this.registry = registry;
        photos = counter("photos", "Feature records counted.");
        undecodable = counter("undecodable", "Records that could not be read.", "topic");
        tooLate = counter("too_late", "Photos whose window was forgotten.");
        windows = counter("windows", "Windows judged.", "model", "segment", "verdict");
        labels = counter("labels", "Labels by whether their result is known.", "outcome");
        posts = counter("webhook_posts", "Posts to the webhook.", "outcome");
        distance =
                gauge(
                        "distance",
                        "Distance D of a feature from the baseline.",
                        "model",
                        "segment",
                        "feature");
        estimated = gauge("estimated_accuracy", "Expected without labels.", "model", "segment");
        realised = gauge("realised_accuracy", "Of labelled photos chosen at random.", "model");
        quality = gauge("quality_share", "Share of photos with an issue.", "segment", "issue");
        alerts = gauge("alert_firing", "1 while an alert fires.", "key", "detector");
        time = gauge("time_seconds", "Event time up to which windows are judged.");
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.build("floracare_drift_" + name + "_total", help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.build("floracare_drift_" + name, help).labelNames(labels).register(registry);
    }

    @Override
    public void photos(long amount) {
        photos.inc(amount);
    }

    @Override
    public void undecodable(String topic) {
        undecodable.labels(topic).inc();
    }

    @Override
    public void tooLate(long photos) {
        tooLate.inc(photos);
    }

    @Override
    public void window(String model, String segment, String verdict) {
        windows.labels(model, segment, verdict).inc();
    }

    @Override
    public void distance(String model, String segment, String feature, double value) {
        distance.labels(model, segment, feature).set(value);
    }

    @Override
    public void estimatedAccuracy(String model, String segment, double accuracy) {
        estimated.labels(model, segment).set(accuracy);
    }

    @Override
    public void realisedAccuracy(String model, double accuracy) {
        realised.labels(model).set(accuracy);
    }

    @Override
    public void quality(String segment, String issue, double share) {
        quality.labels(segment, issue).set(share);
    }

    @Override
    public void alert(String key, String detector, boolean firing) {
        alerts.labels(key, detector).set(firing ? 1 : 0);
    }

    @Override
    public void label(boolean joined) {
        labels.labels(joined ? "joined" : "waiting").inc();
    }

    @Override
    public void webhook(boolean accepted) {
        posts.labels(accepted ? "accepted" : "failed").inc();
    }

    @Override
    public void time(long epochMillis) {
        time.set(epochMillis / 1e3);
    }
}
