package io.floracare.drift.window;

import io.floracare.drift.Issue;
import io.floracare.drift.QualityCounts;
import io.floracare.drift.QualityReport.Contributor;
import io.floracare.drift.Segment;
import io.floracare.drift.WindowCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the quality of a window's photos by segment, and who sent the bad ones. */
final class QualitySums {
    /** Named by a shard; a merger adds a producer's photos of several shards. */
    private static final int NAMED = 50;

    private final Map<Segment, QualityCounts> counts = new HashMap<>();
    private final Map<Segment, Map<Long, Double>> clusters = new HashMap<>();
    private final Map<Segment, long[]> origins = new HashMap<>();

    /**
     * Adds photos of an origin.
     *
     * @param weight how many origins it stands for
     */
    void add(OriginTable.Row row, double weight, Set<Segment> segments) {
        for (Segment segment : segments) {
            QualityCounts some = counts(segment);
            some.addPhotos(row.cluster(), row.photos());
            for (Issue issue : Issue.values()) {
                some.addIssue(row.cluster(), issue, row.count(issue));
            }
            if (weight > 0) {
                clusters.computeIfAbsent(segment, key -> new HashMap<>())
                        .put(row.cluster(), weight);
            }
        }
        for (Segment.Kind kind : List.of(Segment.Kind.DEVICE, Segment.Kind.PRODUCER)) {
            String value = kind.of(row.origin());
            if (value != null && !value.isEmpty() && value.length() <= Segment.LONGEST) {
                add(new Segment(kind, value), row);
            }
        }
    }

    private void add(Segment origin, OriginTable.Row row) {
        long[] sums = origins.computeIfAbsent(origin, key -> new long[Issue.values().length + 1]);
        for (Issue issue : Issue.values()) {
            sums[issue.column()] += row.count(issue);
        }
        sums[sums.length - 1] += row.photos();
    }

    QualityCounts counts(Segment segment) {
        return counts.computeIfAbsent(segment, key -> new QualityCounts());
    }

    List<Part> parts(long start, int segments) {
        List<Part> parts = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry ->
                        parts.add(
                                new Part.Quality(
                                        entry.getKey(),
                                        start,
                                        segments,
                                        devices(entry.getKey()),
                                        WindowCodec.encode(entry.getValue()),
                                        entry.getKey().equals(Segment.ALL)
                                                ? contributors()
                                                : List.of())));
        return parts;
    }

    private long devices(Segment segment) {
        double sum = 0;
        for (double weight :
                clusters.getOrDefault(segment, Map.of()).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted() // Sums of doubles depend on the order.
                        .toArray()) {
            sum += weight;
        }
        return Math.round(sum);
    }

    private List<Contributor> contributors() {
        List<Contributor> all = new ArrayList<>();
        for (Issue issue : Issue.values()) {
            List<Contributor> some = new ArrayList<>();
            origins.forEach((origin, sums) -> {
                if (sums[issue.column()] > 0) {
                    some.add(
                            new Contributor(
                                    issue, origin, sums[issue.column()], sums[sums.length - 1]));
                }
            });
            all.addAll(largest(some, NAMED));
        }
        return all;
    }

    /** Those with most photos first. */
    static List<Contributor> largest(List<Contributor> some, int most) {
        return some.stream()
                .sorted(
                        Comparator.comparingLong(Contributor::photos)
                                .reversed()
                                .thenComparing(one -> one.origin().toString()))
                .limit(most)
                .toList();
    }
}
