package io.floracare.report;

import io.floracare.drift.AccuracyReport;
import io.floracare.drift.DriftReport;
import io.floracare.drift.Segment;
import io.floracare.drift.Verdict;
import io.floracare.message.ModelRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sums up windows. */
final class Summaries {
    private Summaries() {}

    static ModelSummary ofModel(
            ModelRef model,
            List<DriftReport> shown,
            Map<Segment, ? extends Map<Instant, DriftReport>> segments,
            List<AccuracyReport> realised) {
        Outlook outlook = outlook(shown);
        DriftReport detail = detail(shown, outlook);
        List<SegmentHistory> histories = new ArrayList<>();
        segments.forEach(
                (segment, own) -> histories.add(history(segment, List.copyOf(own.values()))));
        histories.sort(Comparator.comparing(SegmentHistory::segment, ORDER));
        return new ModelSummary(
                detail.model(),
                outlook,
                Wording.verdict(outlook, detail, shown),
                detail,
                shown.stream().map(WindowPoint::of).toList(),
                Hopping.of(shown),
                histories,
                realised);
    }

    /** {@code all} first, then by kind, unknown values last. */
    private static final Comparator<Segment> ORDER =
            Comparator.comparing(Segment::kind)
                    .thenComparing(Segment::isOthers)
                    .thenComparing(Segment::value);

    private static SegmentHistory history(Segment segment, List<DriftReport> windows) {
        Outlook outlook = outlook(windows);
        return new SegmentHistory(
                segment,
                outlook,
                detail(windows, outlook).sentence(),
                windows.stream()
                        .map(window ->
                                new SegmentHistory.Window(
                                        window.start(), window.verdict(), window.photos()))
                        .toList());
    }

    static Outlook outlook(List<DriftReport> windows) {
        List<Verdict> said =
                windows.stream()
                        .map(DriftReport::verdict)
                        .filter(verdict -> verdict != Verdict.INSUFFICIENT_DATA)
                        .toList();
        if (said.isEmpty()) {
            return Outlook.INSUFFICIENT_DATA;
        }
        if (said.getLast() == Verdict.DRIFT) {
            return Outlook.DRIFT;
        }
        return said.contains(Verdict.DRIFT) ? Outlook.RECOVERED : Outlook.STABLE;
    }

    private static DriftReport detail(List<DriftReport> windows, Outlook outlook) {
        Verdict wanted =
                switch (outlook) {
                    case DRIFT, RECOVERED -> Verdict.DRIFT;
                    case STABLE -> Verdict.STABLE;
                    case INSUFFICIENT_DATA -> Verdict.INSUFFICIENT_DATA;
                };
        return windows.stream()
                .filter(window -> window.verdict() == wanted)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    static long photos(ModelSummary model) {
        return model.history().stream().mapToLong(WindowPoint::photos).sum();
    }

    static String verdict(List<ModelSummary> models) {
        if (models.isEmpty()) {
            return "Nothing was reported in this time.";
        }
        if (models.size() == 1) {
            return models.getFirst().verdict();
        }
        return models.stream()
                .map(model -> Wording.name(model.model()) + ": " + model.verdict())
                .collect(Collectors.joining(" "));
    }
}
