package io.floracare.drift.window;

import io.floracare.drift.AlertState;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftAlerts;
import io.floracare.drift.DriftEvaluator;
import io.floracare.drift.DriftReport;
import io.floracare.drift.FeatureVerdict;
import io.floracare.drift.NumericFeature;
import io.floracare.drift.Segment;
import io.floracare.drift.Verdict;
import io.floracare.drift.WindowCodec;
import io.floracare.drift.WindowCounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the tested photos of a window against the model's baseline. */
final class DriftJudge {
    private static final int EXAMPLES = 6;

    private final Rules rules;
    private final Baselines baselines;
    private final Revisions revisions;
    private final AlertBook book;
    private final Verdicts verdicts;

    DriftJudge(
            Rules rules,
            Baselines baselines,
            Revisions revisions,
            AlertBook book,
            Verdicts verdicts) {
        this.rules = rules;
        this.baselines = baselines;
        this.revisions = revisions;
        this.book = book;
        this.verdicts = verdicts;
    }

    /** Whether the window was judged; not while its baseline is not there yet. */
    boolean judge(long start, String stream, List<Part> parts) {
        if (parts.getFirst() instanceof Part.Unknown first) {
            long photos =
                    parts.stream()
                            .mapToLong(part -> part instanceof Part.Unknown one ? one.photos() : 0)
                            .sum();
            tell(revisions.next(start, stream, revision -> unknown(first, photos, revision)));
            return true;
        }
        Part.Counts first = (Part.Counts) parts.getFirst();
        return switch (baselines.find(first.model(), start)) {
            case Baselines.Lookup.Loading() -> false;
            case Baselines.Lookup.None none -> true;
            case Baselines.Lookup.Found(Baseline baseline, long digest) -> {
                judge(stream, first, parts, baseline, digest);
                yield true;
            }
        };
    }

    private void judge(
            String stream, Part.Counts first, List<Part> parts, Baseline baseline, long digest) {
        WindowCodec codec = new WindowCodec(baseline.layout());
        WindowCounts sum = WindowCounts.of(baseline.layout());
        Extremes extremes = new Extremes(baseline.layout().features().size());
        for (Part part : parts) {
            // A shard that summed up by another baseline does so again when it has this one.
            if (part instanceof Part.Counts counts && counts.digest() == digest) {
                sum.merge(codec.decode(counts.counts()));
                extremes.merge(counts.extremes());
            }
        }
        if (sum.size() == 0) {
            return;
        }
        DriftEvaluator evaluator = new DriftEvaluator(baseline, rules.policy());
        Instant start = Instant.ofEpochMilli(first.start());
        DriftReport report =
                revisions.next(
                        first.start(),
                        stream,
                        revision -> {
                            DriftReport plain =
                                    evaluator.report(first.segment(), start, revision, sum);
                            return plain.withExamples(examples(plain, baseline, extremes));
                        });
        tell(report);
        if (report != null) {
            verdicts.judged(report, baseline, sum);
            String key = DriftAlert.key(report.model(), report.segment());
            AlertState state = book.state(key);
            DriftAlerts.Outcome outcome =
                    new DriftAlerts(rules.alert(), evaluator.level()).next(state, report);
            book.put(key, outcome.state());
            outcome.alert().ifPresent(verdicts::alert);
        }
    }

    private void tell(@Nullable DriftReport report) {
        if (report != null) {
            verdicts.report(report);
        }
    }

    private DriftReport unknown(Part.Unknown part, long photos, int revision) {
        Instant start = Instant.ofEpochMilli(part.start());
        return new DriftReport(
                part.model(),
                Segment.ALL,
                start,
                start.plus(rules.timing().window()),
                revision,
                Verdict.INSUFFICIENT_DATA,
                part.why(),
                photos,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of());
    }

    /** Photos at the end that the features that changed most moved to. */
    private static List<String> examples(DriftReport report, Baseline baseline, Extremes extremes) {
        List<String> names =
                baseline.layout().features().stream().map(NumericFeature::name).toList();
        Set<String> ids = new LinkedHashSet<>();
        report.features().stream()
                .filter(FeatureVerdict::drifted)
                .sorted(Comparator.comparingDouble(FeatureVerdict::wasserstein).reversed())
                .forEach(feature ->
                        ids.addAll(
                                extremes.ids(
                                        names.indexOf(feature.name()),
                                        feature.mean() > feature.referenceMean())));
        return ids.stream().limit(EXAMPLES).toList();
    }
}
