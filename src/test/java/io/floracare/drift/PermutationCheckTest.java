package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.drift.Photos.Change;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermutationCheckTest {
    @Test
    void analytic_p_of_independent_photos_is_that_of_permutations() {
        Photos photos = new Photos(31);
        DriftPolicy policy = DriftPolicy.DEFAULT;
        Baseline baseline = Photos.baseline(photos.take(5000, 1, Change.NONE), policy);
        double off = 0;
        int lines = 0;
        for (int window = 0; window < 5; window++) {
            WindowCounts counts = Photos.window(photos.take(400, 1, Change.NONE), baseline, policy);
            List<PermutationCheck.Line> some =
                    PermutationCheck.of(
                            baseline, Segment.ALL, counts, 300, new SplittableRandom(window));
            for (PermutationCheck.Line line : some) {
                off += line.p() - line.permuted();
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(40);
        // The analytic tail allows for the design effect being an estimate, so it is no smaller.
        assertThat(off / lines).isCloseTo(0.02, within(0.06));
    }

    @Test
    void a_p_too_small_for_permutations_is_left_out() {
        Photos photos = new Photos(32);
        Baseline baseline = Photos.baseline(photos.take(5000, 1, Change.NONE), DriftPolicy.DEFAULT);
        WindowCounts dark =
                Photos.window(
                        photos.take(400, 1, new Change(0.5, 1, 0)), baseline, DriftPolicy.DEFAULT);

        assertThat(PermutationCheck.of(baseline, Segment.ALL, dark, 50, new SplittableRandom(1)))
                .extracting(PermutationCheck.Line::feature)
                .doesNotContain("brightness")
                .contains("entropy");
    }
}
