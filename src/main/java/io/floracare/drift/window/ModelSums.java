package io.floracare.drift.window;

import io.floracare.drift.Baseline;
import io.floracare.drift.Layout;
import io.floracare.drift.NumericFeature;
import io.floracare.drift.Observation;
import io.floracare.drift.PhotoCells;
import io.floracare.drift.Segment;
import io.floracare.drift.WindowCodec;
import io.floracare.drift.WindowCounts;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of a window's tested photos by one baseline, kept up to date as photos enter and leave
 * the test, so that closing the window takes no longer for more of them. Not thread-safe.
 */
final class ModelSums implements SampleTable.Listener {
    /** As many as any model has; a record of fewer classes lacks the others. */
    private static final List<String> NAMES =
            NumericFeature.of(100).stream().map(NumericFeature::name).toList();

    private final Baseline baseline;
    private final long digest;
    private final Layout layout;
    private final int[] columns;
    private final Map<Segment, WindowCounts> counts = new HashMap<>();
    private final Map<Features.Segment, List<WindowCounts>> known = new HashMap<>();

    /** The counts of the photos that are in a table. */
    ModelSums(Baselines.Lookup.Found found, SampleTable samples) {
        this.baseline = found.baseline();
        this.digest = found.digest();
        this.layout = baseline.layout();
        this.columns =
                layout.features().stream()
                        .mapToInt(feature -> NAMES.indexOf(feature.name()))
                        .map(index -> index < 0 ? Integer.MAX_VALUE : index)
                        .toArray();
        samples.forEach(this::added);
    }

    Baseline baseline() {
        return baseline;
    }

    /** Of the baseline that is counted by. */
    long digest() {
        return digest;
    }

    @Override
    public void added(Sample sample) {
        PhotoCells photo = PhotoCells.of(sample.photo(), layout, columns);
        for (WindowCounts some : countsOf(sample.origin())) {
            some.add(photo, layout);
        }
    }

    @Override
    public void removed(Sample sample) {
        PhotoCells photo = PhotoCells.of(sample.photo(), layout, columns);
        for (WindowCounts some : countsOf(sample.origin())) {
            some.remove(photo, layout);
        }
    }

    private List<WindowCounts> countsOf(Features.Segment origin) {
        List<WindowCounts> found = known.get(origin);
        if (found == null) {
            found = new ArrayList<>();
            for (Segment segment : baseline.segmentsOf(origin)) {
                found.add(
                        counts.computeIfAbsent(segment, key -> WindowCounts.of(baseline.layout())));
            }
            if (known.size() < Slots.COUNT * SampleTable.DEVICES) {
                known.put(origin, found);
            }
        }
        return found;
    }

    List<Part> parts(ModelRef model, long start, SampleTable samples) {
        Map<Segment, Extremes> extremes = extremes(samples);
        WindowCodec codec = new WindowCodec(layout);
        List<Part> parts = new ArrayList<>();
        for (Segment segment : baseline.segments()) {
            WindowCounts some = counts.get(segment);
            if (some != null && some.size() > 0) {
                parts.add(
                        new Part.Counts(
                                model,
                                segment,
                                start,
                                digest,
                                codec.encode(some),
                                extremes.computeIfAbsent(segment, this::none)));
            }
        }
        return parts;
    }

    private Map<Segment, Extremes> extremes(SampleTable samples) {
        Map<Segment, Extremes> extremes = new HashMap<>();
        samples.forEachCandidate(sample -> {
            Observation photo = sample.photo().columns(columns);
            for (Segment segment : baseline.segmentsOf(sample.origin())) {
                extremes.computeIfAbsent(segment, this::none).offer(sample.id(), photo);
            }
        });
        return extremes;
    }

    private Extremes none(Segment segment) {
        return new Extremes(columns.length);
    }
}
