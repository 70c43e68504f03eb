package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes a baseline of reference photos. Values are kept in memory until {@link #build}: about 0.5
 * kB a photo. Not thread-safe.
 */
public final class BaselineBuilder {
    private final ModelRef model;
    private final List<String> labels;
    private final Set<Integer> background;
    private final DriftPolicy policy;
    private final int leastOfSegment;
    private final List<NumericFeature> features;
    private final Map<Long, List<Entry>> bursts = new LinkedHashMap<>();
    private boolean byHour;
    private final CalibrationFit calibration = new CalibrationFit();

    /**
     * A builder with no photos.
     *
     * @param model the variant that answers
     * @param labels names of its classes in index order
     * @param background indices of the classes of photos that show no single leaf
     * @param policy whose window and photos a device apply to the reference too, so that a device
     *     weighs here what it weighs there
     * @param leastOfSegment a segment of fewer photos has no verdict of its own
     */
    public BaselineBuilder(
            ModelRef model,
            List<String> labels,
            Set<Integer> background,
            DriftPolicy policy,
            int leastOfSegment) {
        this.model = model;
        this.policy = policy;
        this.labels = List.copyOf(labels);
        this.background = Set.copyOf(background);
        this.leastOfSegment = leastOfSegment;
        this.features = NumericFeature.of(labels.size());
    }

    /**
     * Also makes a reference of each hour of the week that has as many photos as a segment needs.
     */
    public BaselineBuilder byHourOfWeek() {
        byHour = true;
        return this;
    }

    /**
     * Adds a photo; one without an answer is left out.
     *
     * @param truth index of the true class, null when it is not known
     */
    public void add(Features record, @Nullable Integer truth) {
        if (record.probs() == null || record.confidence() == null) {
            return;
        }
        Observation photo = Observation.of(record, features);
        keep(photo, record);
        if (truth != null
                && photo.status() == Status.OK
                && !background.contains(photo.prediction())) {
            calibration.add(photo.cluster(), record.confidence(), photo.prediction() == truth);
        }
    }

    /**
     * Adds a photo that the model was trained on. Only the picture counts: of such a photo the
     * model is surer than of any other, and a baseline of its answers would call every new photo
     * drift.
     */
    public void addSeen(Features record) {
        Observation photo = Observation.of(record, features);
        keep(photo.picture(features), record);
    }

    private void keep(Observation photo, Features record) {
        Instant time = record.eventTime();
        Entry entry = new Entry(photo, record.segment(), Silence.hour(time));
        long window = Math.floorDiv(time.toEpochMilli(), policy.window().toMillis());
        List<Entry> burst =
                bursts.computeIfAbsent(
                        Hashes.of(entry.photo.cluster(), window), key -> new ArrayList<>());
        burst.add(entry);
        burst.sort((a, b) -> Long.compareUnsigned(a.photo.id(), b.photo.id()));
        if (burst.size() > policy.photosPerDevice()) {
            burst.removeLast();
        }
    }

    /** Photos that make up the reference: those with an answer, at most some of each device. */
    public int size() {
        return bursts.values().stream().mapToInt(List::size).sum();
    }

    /** Clusters that the photos come from, a device in each window being one. */
    public int bursts() {
        return bursts.size();
    }

    /**
     * Makes the baseline.
     *
     * @param created when it is made
     * @throws IllegalStateException if no photo was added whose answer counts
     */
    public Baseline build(Instant created) {
        List<Entry> entries = bursts.values().stream().flatMap(List::stream).toList();
        List<Observation> photos = entries.stream().map(Entry::photo).toList();
        if (photos.stream().noneMatch(Observation::answered)) {
            throw new IllegalStateException(
                    "a baseline needs photos that the model answers; none was given");
        }
        List<NumericFeature> present = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        List<BinEdges> edges = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            int column = i;
            double[] values = photos.stream().mapToDouble(p -> p.value(column)).toArray();
            if (Arrays.stream(values).anyMatch(Double::isFinite)) {
                present.add(features.get(i));
                columns.add(i);
                edges.add(BinEdges.ofReference(values));
            }
        }
        Layout layout = new Layout(present, edges, labels, background);
        Map<Segment, Reference> references = new HashMap<>();
        references.put(Segment.ALL, reference(layout, columns, photos));
        // None of devices: photos of one device are one cluster, of which there is never a verdict,
        // and each segment costs a part of the budget.
        for (Segment.Kind kind : List.of(Segment.Kind.CROP, Segment.Kind.PRODUCER)) {
            addSegments(kind, entries, layout, columns, references);
        }
        return new Baseline(
                model,
                created,
                layout,
                references,
                hours(entries, layout, columns),
                calibration.fit(new SplittableRandom(1)));
    }

    private Map<Integer, Reference> hours(
            List<Entry> entries, Layout layout, List<Integer> columns) {
        Map<Integer, List<Observation>> byHourOfWeek = new HashMap<>();
        for (Entry entry : byHour ? entries : List.<Entry>of()) {
            byHourOfWeek.computeIfAbsent(entry.hour, key -> new ArrayList<>()).add(entry.photo);
        }
        Map<Integer, Reference> references = new HashMap<>();
        byHourOfWeek.forEach((hour, own) -> {
            if (enough(own)) {
                references.put(hour, reference(layout, columns, own));
            }
        });
        return references;
    }

    private void addSegments(
            Segment.Kind kind,
            List<Entry> entries,
            Layout layout,
            List<Integer> columns,
            Map<Segment, Reference> references) {
        Map<String, List<Observation>> byValue = new HashMap<>();
        for (Entry entry : entries) {
            String value = kind.of(entry.origin);
            if (value != null && !value.isEmpty()) {
                byValue.computeIfAbsent(value, key -> new ArrayList<>()).add(entry.photo);
            }
        }
        List<Observation> others = new ArrayList<>();
        int known = references.size();
        byValue.forEach((value, own) -> {
            if (value.length() <= Segment.LONGEST && enough(own)) {
                references.put(new Segment(kind, value), reference(layout, columns, own));
            } else {
                others.addAll(own);
            }
        });
        // Others of nothing known are all photos once more, and would cost a part of the budget.
        if (references.size() > known && enough(others)) {
            references.put(Segment.others(kind), reference(layout, columns, others));
        }
    }

    private boolean enough(List<Observation> photos) {
        return photos.stream().filter(Observation::answered).count() >= leastOfSegment;
    }

    private static Reference reference(
            Layout layout, List<Integer> columns, List<Observation> photos) {
        WindowCounts counts = WindowCounts.of(layout);
        int[] indices = columns.stream().mapToInt(Integer::intValue).toArray();
        photos.forEach(photo -> counts.add(PhotoCells.of(photo, layout, indices), layout));
        List<FeatureReference> features = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.get(i);
            double[] values =
                    photos.stream()
                            .mapToDouble(photo -> photo.value(column))
                            .filter(Double::isFinite)
                            .sorted() // Sums of doubles depend on the order.
                            .toArray();
            Histogram histogram = counts.features().get(i);
            features.add(
                    new FeatureReference(
                            Histogram.ofCounts(histogram.edges(), histogram.counts()),
                            DesignEffect.ofDistribution(histogram.clusters()),
                            Moments.mean(values),
                            Moments.deviation(values)));
        }
        return new Reference(photos.size(), features, counts.predictions(), counts.outcomes());
    }

    /**
     * @param hour of the week
     */
    private record Entry(Observation photo, Features.Segment origin, int hour) {}
}
