package io.floracare.report;

import io.floracare.drift.AccuracyReport;
import io.floracare.drift.DriftReport;
import io.floracare.message.ModelRef;
import java.util.List;

/**
 * What was reported of one model in a time.
 *
 * @param model that answered
 * @param outlook what its windows come to
 * @param verdict the same in a sentence
 * @param detail the window that is shown in full: the last that differed, else the last with a
 *     verdict, else the last
 * @param history all windows of that segment, in the order of time
 * @param hopping windows of that segment taken together, in the order of time
 * @param segments all segments, {@code all} first
 * @param realised how many labelled answers were right, by period, in the order of time
 */
public record ModelSummary(
        ModelRef model,
        Outlook outlook,
        String verdict,
        DriftReport detail,
        List<WindowPoint> history,
        List<HoppingPoint> hopping,
        List<SegmentHistory> segments,
        List<AccuracyReport> realised) {
    public ModelSummary {
        history = List.copyOf(history);
        hopping = List.copyOf(hopping);
        segments = List.copyOf(segments);
        realised = List.copyOf(realised);
    }
}
