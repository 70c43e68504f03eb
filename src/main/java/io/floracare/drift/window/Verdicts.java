package io.floracare.drift.window;

import io.floracare.drift.Baseline;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.DriftReport;
import io.floracare.drift.QualityReport;
import io.floracare.drift.WindowCounts;

/** Where what a merger finds goes. */
public interface Verdicts {
    /** A window of a model's segment was judged. */
    void report(DriftReport report);

    /** As {@link #report}, with what it was judged by: for checks beside the verdict. */
    default void judged(DriftReport report, Baseline baseline, WindowCounts counts) {}

    /** The quality of a window of a segment was judged. */
    void quality(QualityReport report);

    /** An alert fired, goes on or is over. */
    void alert(DriftAlert alert);
}
