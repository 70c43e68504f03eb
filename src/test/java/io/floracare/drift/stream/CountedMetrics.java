package io.floracare.drift.stream;

import io.floracare.telemetry.DriftMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by name. */
final class CountedMetrics implements DriftMetrics {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    private void add(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    @Override
    public void photos(long amount) {
        counts.merge("photo", amount, Long::sum);
    }

    @Override
    public void undecodable(String topic) {
        add("undecodable." + topic);
    }

    @Override
    public void tooLate(long photos) {
        counts.merge("tooLate", photos, Long::sum);
    }

    @Override
    public void window(String model, String segment, String verdict) {
        add("window." + verdict);
    }

    @Override
    public void distance(String model, String segment, String feature, double distance) {
        add("distance");
    }

    @Override
    public void estimatedAccuracy(String model, String segment, double accuracy) {
        add("estimated");
    }

    @Override
    public void realisedAccuracy(String model, double accuracy) {
        add("realised");
    }

    @Override
    public void quality(String segment, String issue, double share) {
        add("quality");
    }

    @Override
    public void alert(String key, String detector, boolean firing) {
        add("alert." + detector);
    }

    @Override
    public void label(boolean joined) {
        add(joined ? "joined" : "waiting");
    }

    @Override
    public void webhook(boolean accepted) {
        add(accepted ? "accepted" : "failed");
    }

    @Override
    public void time(long epochMillis) {
        add("time");
    }
}
