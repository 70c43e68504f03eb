package io.floracare.drift;

import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is normal for one variant of a model: fixed histogram edges, reference counts by segment
 * with their design effects, and the calibration that accuracy is estimated with. Immutable; made
 * by {@link BaselineBuilder}, kept as {@code baseline.json}.
 */
public final class Baseline {
    private final ModelRef model;
    private final Instant created;
    private final Layout layout;
    private final Map<Segment, Reference> references;
    private final Map<Integer, Reference> hours;
    private final @Nullable Calibration calibration;

    Baseline(
            ModelRef model,
            Instant created,
            Layout layout,
            Map<Segment, Reference> references,
            Map<Integer, Reference> hours,
            @Nullable Calibration calibration) {
        if (!references.containsKey(Segment.ALL)) {
            throw new IllegalArgumentException("a baseline has a reference for 'all'");
        }
        this.model = model;
        this.created = created;
        this.layout = layout;
        this.references = Map.copyOf(references);
        this.hours = Map.copyOf(hours);
        this.calibration = calibration;
    }

    /** The model and variant it is of. */
    public ModelRef model() {
        return model;
    }

    /** The same baseline of a model that is called otherwise. */
    public Baseline of(ModelRef other) {
        return new Baseline(other, created, layout, references, hours, calibration);
    }

    /** Names of the model's classes in index order. */
    public List<String> labels() {
        return layout.labels();
    }

    /** Indices of the classes of photos that show no single leaf. */
    public Set<Integer> background() {
        return layout.background();
    }

    /** Share of right answers; null when the true classes were not known when it was made. */
    public @Nullable Double accuracy() {
        return calibration == null ? null : calibration.reference();
    }

    /** Names of the numbers that are watched. */
    public List<String> features() {
        return layout.features().stream().map(NumericFeature::name).toList();
    }

    /** When it was made. */
    public Instant created() {
        return created;
    }

    /** Photos it stands on. */
    public long size() {
        return reference(Segment.ALL).size();
    }

    /** What is counted. */
    public Layout layout() {
        return layout;
    }

    /** The segments that have a verdict of their own. */
    public List<Segment> segments() {
        return references.keySet().stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /**
     * The reference of a segment.
     *
     * @throws IllegalArgumentException if it has none
     */
    Reference reference(Segment segment) {
        Reference reference = references.get(segment);
        if (reference == null) {
            throw new IllegalArgumentException("the baseline has no segment '" + segment + "'");
        }
        return reference;
    }

    /**
     * The reference of a window: for the whole stream that of the same hour of the week, where the
     * baseline knows one and the window is no longer than an hour, so that what happens every night
     * is no change.
     */
    Reference reference(Segment segment, Instant start, Duration window) {
        Reference hour =
                segment.equals(Segment.ALL) && window.compareTo(Duration.ofHours(1)) <= 0
                        ? hours.get(Silence.hour(start))
                        : null;
        return hour == null ? reference(segment) : hour;
    }

    /** References of the whole stream by hour of the week in UTC, 0 being Monday 00:00. */
    Map<Integer, Reference> hours() {
        return hours;
    }

    /** The calibration of confidence, null when the baseline was made without true classes. */
    @Nullable Calibration calibration() {
        return calibration;
    }

    /** Chance that an answer of a confidence is right; empty without a calibration. */
    public OptionalDouble chanceOfRight(double confidence) {
        return calibration == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(calibration.map().at(confidence));
    }

    /**
     * The segments that a record counts in: all, and of each kind its own or, when the baseline
     * does not know it, the others.
     */
    public List<Segment> segmentsOf(Features.Segment origin) {
        List<Segment> segments = new ArrayList<>();
        segments.add(Segment.ALL);
        for (Segment.Kind kind : Segment.Kind.values()) {
            String value = kind.of(origin);
            if (kind == Segment.Kind.ALL || value == null || value.isEmpty()) {
                continue;
            }
            Segment others = Segment.others(kind);
            Segment own = value.length() > Segment.LONGEST ? others : new Segment(kind, value);
            if (references.containsKey(own)) {
                segments.add(own);
            } else if (references.containsKey(others)) {
                segments.add(others);
            }
        }
        return segments;
    }
}
