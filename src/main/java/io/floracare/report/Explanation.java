package io.floracare.report;

/** What the words of the page mean. */
final class Explanation {
    private static final String TEXT =
            """
            <details open><summary>How to read this</summary><dl>
            <dt>Baseline</dt><dd>The photos that were normal when the model was put into service.</dd>
            <dt>Drift</dt><dd>A change that is sure and that matters: chance alone would call so many windows different only as often as the alert budget allows, and the change exceeds a floor.</dd>
            <dt>Distance, σ</dt><dd>How far the window's photos lie from the baseline (Wasserstein distance), in standard deviations of the baseline: 0.2 is small, 1 is large.</dd>
            <dt>D</dt><dd>The largest difference of the two distribution functions, between 0 and 1.</dd>
            <dt>p, all tests</dt><dd>How often chance alone gives so large a difference in any of the features tested together. Photos of one device are alike; that is allowed for.</dd>
            <dt>Photos as one</dt><dd>How many photos of this window say as much as one independent photo.</dd>
            <dt>Expected accuracy</dt><dd>What the model's confidence was worth on photos of known class. It cannot see that a disease looks different from before; labelled photos can.</dd>
            </dl></details>\
            """;

    private Explanation() {}

    static void write(Html page) {
        page.raw(TEXT);
    }
}
