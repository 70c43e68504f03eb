package io.floracare.drift.window;

import io.floracare.drift.Baseline;
import io.floracare.drift.QualityCounts;
import io.floracare.drift.Segment;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A window that photos come for: its digest, and the sums of what is tested. Not thread-safe. */
final class OpenWindow {
    private final long start;
    private final Baselines baselines;
    private final WindowDigest digest;
    private final Map<ModelRef, ModelSums> sums = new HashMap<>();

    OpenWindow(long start, int photosPerDevice, Baselines baselines) {
        this.start = start;
        this.baselines = baselines;
        this.digest = new WindowDigest(start, photosPerDevice);
    }

    WindowDigest digest() {
        return digest;
    }

    /** Adds a row of a digest. */
    void merge(byte[] row) {
        digest.merge(new ByteReader(row), this::listener);
    }

    /** Photos of a model with a baseline are summed up as they come. */
    private SampleTable.@Nullable Listener listener(ModelRef model) {
        ModelSums known = sums.get(model);
        if (known == null && baselines.find(model, start) instanceof Baselines.Lookup.Found found) {
            known = sums(model, found);
        }
        return known;
    }

    private ModelSums sums(ModelRef model, Baselines.Lookup.Found found) {
        ModelSums known = sums.get(model);
        if (known == null || known.digest() != found.digest()) {
            SampleTable samples = digest.samples().get(model);
            if (samples == null) {
                throw new IllegalStateException("a model is known by its photos");
            }
            known = new ModelSums(found, samples);
            sums.put(model, known);
        }
        return known;
    }

    /** Everything to tell of the window; null while a baseline is not there yet. */
    @Nullable List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<Baseline> known = new ArrayList<>();
        for (Map.Entry<ModelRef, SampleTable> entry : digest.samples().entrySet()) {
            ModelRef model = entry.getKey();
            SampleTable samples = entry.getValue();
            switch (baselines.find(model, start)) {
                case Baselines.Lookup.Loading() -> {
                    return null;
                }
                case Baselines.Lookup.None(String why) ->
                        parts.add(new Part.Unknown(model, start, samples.size(), why));
                case Baselines.Lookup.Found found -> {
                    ModelSums of = sums(model, found);
                    known.add(of.baseline());
                    parts.addAll(of.parts(model, start, samples));
                }
            }
        }
        parts.addAll(quality(known));
        return parts;
    }

    private List<Part> quality(List<Baseline> known) {
        Set<Segment> budgeted = new LinkedHashSet<>(List.of(Segment.ALL));
        known.forEach(baseline -> budgeted.addAll(baseline.segments()));
        QualitySums sums = new QualitySums();
        digest.origins()
                .forEach((row, weight) -> sums.add(row, weight, segments(row.origin(), known)));
        QualityCounts all = sums.counts(Segment.ALL);
        all.addHashes(digest.hashes(), digest.hashed());
        return sums.parts(start, budgeted.size());
    }

    private static Set<Segment> segments(Features.Segment origin, List<Baseline> known) {
        Set<Segment> segments = new LinkedHashSet<>(List.of(Segment.ALL));
        known.forEach(baseline -> segments.addAll(baseline.segmentsOf(origin)));
        return segments;
    }
}
