package io.floracare.report;

import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureShape;
import io.floracare.drift.FeatureVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes windows together: a small change that lasts shows above the noise of single windows. */
final class Hopping {
    /** A day of hourly windows. */
    private static final int LONGEST = 24;

    private static final int SHORTEST = 3;

    private Hopping() {}

    /** How many windows a hopping one is of, when so many are shown: up to a third of them. */
    static int length(int windows) {
        return Math.clamp(windows / 3, SHORTEST, LONGEST);
    }

    /**
     * One for each window that enough go before.
     *
     * @param windows of one segment in the order of time; those without a verdict count as empty
     */
    static List<HoppingPoint> of(List<DriftReport> windows) {
        int length = length(windows.size());
        List<HoppingPoint> points = new ArrayList<>();
        Deque<DriftReport> last = new ArrayDeque<>();
        for (DriftReport window : windows) {
            last.addLast(window);
            Duration span = Duration.between(window.start(), window.end()).multipliedBy(length);
            Instant from = window.end().minus(span);
            boolean whole = !windows.getFirst().start().isAfter(from);
            while (last.getFirst().start().isBefore(from)) {
                last.removeFirst();
            }
            HoppingPoint point = point(from, window.end(), last);
            if (whole && !point.change().isEmpty()) {
                points.add(point);
            }
        }
        return points;
    }

    private static HoppingPoint point(Instant start, Instant end, Iterable<DriftReport> windows) {
        Map<String, Sum> sums = new HashMap<>();
        long photos = 0;
        for (DriftReport window : windows) {
            photos += window.features().isEmpty() ? 0 : window.photos();
            for (FeatureVerdict feature : window.features()) {
                FeatureShape shape = feature.shape();
                if (shape != null && feature.referenceDeviation() > 0) {
                    sums.computeIfAbsent(feature.name(), key -> new Sum(feature, shape)).add(shape);
                }
            }
        }
        Map<String, Double> change = new HashMap<>();
        sums.forEach((name, sum) -> {
            double distance = sum.distance();
            if (!Double.isNaN(distance)) {
                change.put(name, distance);
            }
        });
        return new HoppingPoint(start, end, photos, change);
    }

    /** One feature. */
    private static final class Sum {
        private final FeatureShape shape;
        private final double deviation;
        private final long[] current;

        Sum(FeatureVerdict feature, FeatureShape shape) {
            this.shape = shape;
            this.deviation = feature.referenceDeviation();
            this.current = new long[shape.current().size()];
        }

        /** A shape of another baseline is left out. */
        void add(FeatureShape other) {
            if (other.cuts().equals(shape.cuts())) {
                for (int step = 0; step < current.length; step++) {
                    current[step] += other.current().get(step);
                }
            }
        }

        /** Between the cuts the difference of the distribution functions is about straight. */
        double distance() {
            double before = shape.reference().stream().mapToLong(Long::longValue).sum();
            double now = 0;
            for (long count : current) {
                now += count;
            }
            double sum = 0;
            double below = 0;
            double under = 0;
            double previous = 0;
            for (int cut = 0; cut < shape.cuts().size(); cut++) {
                below += shape.reference().get(cut);
                under += current[cut];
                double difference = Math.abs(below / before - under / now);
                if (cut > 0) {
                    double width = shape.cuts().get(cut) - shape.cuts().get(cut - 1);
                    sum += width * (previous + difference) / 2;
                }
                previous = difference;
            }
            return sum / deviation;
        }
    }
}
