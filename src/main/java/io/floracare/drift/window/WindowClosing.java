package io.floracare.drift.window;

import io.floracare.drift.Baseline;
import io.floracare.drift.NumericFeature;
import io.floracare.drift.Observation;
import io.floracare.drift.QualityCounts;
import io.floracare.drift.Segment;
import io.floracare.drift.WindowCodec;
import io.floracare.drift.WindowCounts;
import io.floracare.message.Features;
import io.floracare.message.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums up what a shard holds of a window. */
final class WindowClosing {
    /** As many as any model has; a record of fewer classes lacks the others. */
    private static final List<String> NAMES =
            NumericFeature.of(100).stream().map(NumericFeature::name).toList();

    private final ByteStore store;
    private final Baselines baselines;

    WindowClosing(ByteStore store, Baselines baselines) {
        this.store = store;
        this.baselines = baselines;
    }

    /** The model of a hash that the shard remembers. */
    ModelRef model(long hash) {
        byte[] bytes = store.get(Keys.of(WindowShard.MODELS, hash));
        ModelRef model = bytes == null ? null : Parts.readModel(new ByteReader(bytes));
        if (model == null) {
            throw new IllegalStateException("a model's name is kept as long as its photos");
        }
        return model;
    }

    /** Everything to tell of a window; null while a baseline is not there yet. */
    @Nullable List<Part> parts(long start) {
        Map<Long, ModelSums> models = new TreeMap<>();
        boolean[] waiting = {false};
        store.forEach(
                Keys.of(WindowShard.SAMPLES, start),
                (key, row) -> {
                    long hash = Keys.part(key, 1);
                    ModelSums sums = models.get(hash);
                    if (sums == null && !waiting[0]) {
                        sums = sums(hash, start);
                        if (sums == null) {
                            waiting[0] = true;
                        } else {
                            models.put(hash, sums);
                        }
                    }
                    if (sums != null && !waiting[0]) {
                        sums.add(Sample.read(new ByteReader(row)));
                    }
                });
        if (waiting[0]) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        models.values().forEach(sums -> parts.addAll(sums.parts()));
        List<Baseline> known = new ArrayList<>();
        for (ModelSums sums : models.values()) {
            if (sums.lookup instanceof Baselines.Lookup.Found found) {
                known.add(found.baseline());
            }
        }
        parts.addAll(quality(start, known));
        return parts;
    }

    private @Nullable ModelSums sums(long hash, long start) {
        ModelRef model = model(hash);
        Baselines.Lookup lookup = baselines.find(model, start);
        return lookup instanceof Baselines.Lookup.Loading
                ? null
                : new ModelSums(model, start, lookup);
    }

    private List<Part> quality(long start, List<Baseline> known) {
        Set<Segment> budgeted = new LinkedHashSet<>(List.of(Segment.ALL));
        known.forEach(baseline -> budgeted.addAll(baseline.segments()));
        QualitySums sums = new QualitySums();
        store.forEach(
                Keys.of(WindowShard.ORIGINS, start),
                (key, bytes) -> {
                    OriginRow row = OriginRow.read(bytes);
                    sums.add(row, segments(row.origin(), known));
                });
        QualityCounts all = sums.counts(Segment.ALL);
        HashMapRow.addTo(all, store.get(Keys.of(WindowShard.HASHES, start)));
        return sums.parts(start, budgeted.size());
    }

    private static Set<Segment> segments(Features.Segment origin, List<Baseline> known) {
        Set<Segment> segments = new LinkedHashSet<>(List.of(Segment.ALL));
        known.forEach(baseline -> segments.addAll(baseline.segmentsOf(origin)));
        return segments;
    }

    /** The sums of one model. */
    private static final class ModelSums {
        private final ModelRef model;
        private final long start;
        private final Baselines.Lookup lookup;
        private final List<Integer> columns;
        private final Map<Segment, WindowCounts> counts = new HashMap<>();
        private final Map<Segment, Extremes> extremes = new HashMap<>();
        private long photos;

        ModelSums(ModelRef model, long start, Baselines.Lookup lookup) {
            this.model = model;
            this.start = start;
            this.lookup = lookup;
            this.columns =
                    lookup instanceof Baselines.Lookup.Found found
                            ? found.baseline().layout().features().stream()
                                    .map(feature -> NAMES.indexOf(feature.name()))
                                    .map(index -> index < 0 ? Integer.MAX_VALUE : index)
                                    .toList()
                            : List.of();
        }

        void add(Sample sample) {
            photos++;
            if (lookup instanceof Baselines.Lookup.Found(Baseline baseline, long digest)) {
                Observation photo = sample.photo().columns(columns);
                for (Segment segment : baseline.segmentsOf(sample.origin())) {
                    counts.computeIfAbsent(segment, key -> WindowCounts.of(baseline.layout()))
                            .add(photo, baseline.layout());
                    extremes.computeIfAbsent(segment, key -> new Extremes(columns.size()))
                            .offer(sample.id(), photo);
                }
            }
        }

        List<Part> parts() {
            return switch (lookup) {
                case Baselines.Lookup.Found(Baseline baseline, long digest) -> {
                    WindowCodec codec = new WindowCodec(baseline.layout());
                    List<Part> parts = new ArrayList<>();
                    for (Segment segment : baseline.segments()) {
                        WindowCounts some = counts.get(segment);
                        Extremes ends = extremes.get(segment);
                        if (some != null && ends != null) {
                            parts.add(
                                    new Part.Counts(
                                            model,
                                            segment,
                                            start,
                                            digest,
                                            codec.encode(some),
                                            ends));
                        }
                    }
                    yield parts;
                }
                case Baselines.Lookup.None(String why) ->
                        List.of(new Part.Unknown(model, start, photos, why));
                case Baselines.Lookup.Loading() ->
                        throw new IllegalStateException("sums are made when it is there");
            };
        }
    }
}
