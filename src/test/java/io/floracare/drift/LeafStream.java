package io.floracare.drift;

import io.floracare.baseline.LeafPhotos;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.Clusters;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.message.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * A stream in which nothing changes, drawn from real photos: each device sends a burst of photos of
 * one leaf group, whole groups and their photos drawn with replacement.
 */
final class LeafStream {
    /** The image's properties, what the model makes of it, and five of its probabilities. */
    static final List<NumericFeature> FEATURES = NumericFeature.of(5);

    private final Random random;
    private final int burst;
    private final int most;
    private final int classes;
    private final List<Photo[]> groups = new ArrayList<>();

    /**
     * A stream.
     *
     * @param burst a device sends 1 to this many photos
     * @param most photos of a device that count
     */
    LeafStream(long seed, List<LeafPhotos.Photo> photos, int burst, int most) {
        this.random = new Random(seed);
        this.burst = burst;
        this.most = most;
        Map<String, List<Photo>> byGroup = new LinkedHashMap<>();
        int largest = 0;
        for (LeafPhotos.Photo photo : photos) {
            byGroup.computeIfAbsent(photo.group(), key -> new ArrayList<>())
                    .add(Photo.of(photo.features()));
            largest = Math.max(largest, Objects.requireNonNull(photo.features().probs()).size());
        }
        classes = largest;
        byGroup.values().forEach(group -> groups.add(group.toArray(Photo[]::new)));
    }

    /** A layout; only the number and the names of its features matter. */
    static Layout layout() {
        BinEdges edges = BinEdges.of(new double[] {0});
        return new Layout(
                FEATURES, FEATURES.stream().map(name -> edges).toList(), List.of("leaf"), Set.of());
    }

    /** Names of the classes. */
    List<String> labels() {
        return java.util.stream.IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    /** What a baseline of this many photos knows. */
    Reference reference(int photos) {
        List<Drawn> drawn = draw(photos);
        List<Histogram> empty = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int feature = 0; feature < FEATURES.size(); feature++) {
            int column = feature;
            double[] all = drawn.stream().mapToDouble(one -> one.photo.values[column]).toArray();
            values.add(all);
            empty.add(new Histogram(BinEdges.ofReference(all)));
        }
        Window window = count(drawn, empty);
        List<FeatureReference> features = new ArrayList<>();
        for (int feature = 0; feature < FEATURES.size(); feature++) {
            Histogram histogram = window.features.get(feature);
            double[] sorted = values.get(feature);
            Arrays.sort(sorted);
            features.add(
                    new FeatureReference(
                            histogram,
                            DesignEffect.ofDistribution(histogram.clusters()),
                            Moments.mean(sorted),
                            Moments.deviation(sorted)));
        }
        return new Reference(drawn.size(), features, window.predictions, window.outcomes);
    }

    /** A window of this many photos. */
    Window window(int photos, Reference reference) {
        List<Histogram> empty =
                reference.features().stream()
                        .map(feature -> new Histogram(feature.histogram().edges()))
                        .toList();
        return count(draw(photos), empty);
    }

    private Window count(List<Drawn> drawn, List<Histogram> features) {
        CategoricalCounts predictions = new CategoricalCounts(classes);
        CategoricalCounts outcomes = new CategoricalCounts(3);
        for (Drawn one : drawn) {
            for (int feature = 0; feature < features.size(); feature++) {
                features.get(feature).add(one.photo.values[feature], one.bucket);
            }
            predictions.add(one.photo.prediction, one.bucket);
            outcomes.add(one.photo.outcome, one.bucket);
        }
        return new Window(features, predictions, outcomes);
    }

    private List<Drawn> draw(int photos) {
        List<Drawn> drawn = new ArrayList<>();
        int sent = 0;
        while (sent < photos) {
            int many = Math.min(photos - sent, 1 + random.nextInt(burst));
            int bucket = random.nextInt(Clusters.BUCKETS);
            Photo[] group = groups.get(random.nextInt(groups.size()));
            for (int i = 0; i < Math.min(many, most); i++) {
                drawn.add(new Drawn(group[random.nextInt(group.length)], bucket));
            }
            sent += many;
        }
        return drawn;
    }

    /** What a window counts. */
    record Window(
            List<Histogram> features, CategoricalCounts predictions, CategoricalCounts outcomes) {}

    private record Drawn(Photo photo, int bucket) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Photo(double[] values, int prediction, int outcome) {
        static Photo of(Features features) {
            double[] values = FEATURES.stream().mapToDouble(one -> one.of(features)).toArray();
            int outcome =
                    switch (features.status()) {
                        case OK -> WindowCounts.OK;
                        case UNCERTAIN, ERROR -> WindowCounts.UNCERTAIN;
                    };
            return new Photo(
                    values, Objects.requireNonNullElse(features.prediction(), -1), outcome);
        }
    }
}
