package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.baseline.LeafPhotos;
import io.floracare.baseline.Retouch;
import io.floracare.drift.evidently.EvidentlyScore;
import io.floracare.drift.evidently.EvidentlyScores;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.Clusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How surely changes are found, for {@code docs/drift.md}; the photos need FLORACARE_LEAVES. */
@Tag("soak")
class PowerSoakIT {
    @ParameterizedTest
    @EnumSource(names = {"DARKEN", "BLUR"})
    void retouched_photos_are_found(Retouch retouch) {
        List<LeafPhotos.Photo> copies = LeafPhotos.of("val", Retouch.COPY);

        PowerTrial trial =
                PowerTrial.of(
                        (retouch == Retouch.DARKEN ? "brightness −10 %" : "blur, σ 1 pixel")
                                + ", 300 photos in bursts",
                        new Sources.Leaves(copies, LeafPhotos.of("val", retouch)),
                        200);

        Figures.note(trial.toString());
        assertThat(trial.ours() - trial.oursFalse())
                .as(trial.toString())
                .isGreaterThan(trial.dataset() - trial.datasetFalse() + 0.2);
        assertThat(trial.oursFalse()).as(trial.toString()).isLessThan(0.1);
    }

    @Test
    void one_column_of_twenty_is_found() {
        PowerTrial trial =
                PowerTrial.of(
                        "one column of 20 by 0.2 σ, n = 20,000",
                        new Sources.Normal(new Random(1), 20, 50_000, 20_000, 0.2, Double.NaN),
                        40);

        Figures.note(trial.toString());
        assertThat(trial.ours()).isEqualTo(1);
        assertThat(trial.dataset()).isZero();
    }

    @Test
    void one_outlier_hides_nothing() {
        PowerTrial trial =
                PowerTrial.of(
                        "one column by 0.2 σ and one value of 5,000 to 15,000 σ, n = 5,000",
                        new Sources.Normal(new Random(2), 1, 50_000, 5_000, 0.2, 10_000),
                        200);

        Figures.note(trial.toString());
        assertThat(trial.ours()).isGreaterThan(0.95);
        assertThat(trial.oursFalse()).isLessThan(0.1);
    }

    @Test
    void a_class_that_grows_by_three_points_is_found() {
        Random random = new Random(3);
        double[] before = {0.10, 0.30, 0.25, 0.20, 0.15};
        double[] after = {0.13, 0.29, 0.24166, 0.19334, 0.145};
        CategoricalCounts reference = draw(random, 50_000, before);
        ShareTests tests = new ShareTests(DriftPolicy.DEFAULT);
        List<String> names = List.of("a", "b", "c", "d", "e");
        int windows = 400;
        int[] ours = new int[2];
        int[] theirs = new int[2];
        double[][] scores = new double[2][windows];
        for (int window = 0; window < windows; window++) {
            for (int changed = 0; changed < 2; changed++) {
                CategoricalCounts current = draw(random, 5000, changed == 1 ? after : before);
                ours[changed] +=
                        tests.test(names, reference, current, PowerTrial.LEVEL).stream()
                                        .anyMatch(ShareVerdict::drifted)
                                ? 1
                                : 0;
                double score =
                        Objects.requireNonNull(
                                EvidentlyScores.ofCounts(counts(reference), counts(current))
                                        .get(EvidentlyScore.JENSEN_SHANNON));
                scores[changed][window] = score;
                theirs[changed] += EvidentlyScore.JENSEN_SHANNON.drifted(score) ? 1 : 0;
            }
        }
        Arrays.sort(scores[0]);
        double threshold = scores[0][(int) Math.ceil((1 - PowerTrial.LEVEL) * windows) - 1];
        double equal = Arrays.stream(scores[1]).filter(score -> score > threshold).count();
        Figures.note(
                String.format(
                        Locale.ROOT,
                        "| a class from 10 to 13 %%, n = 5,000 | %.0f %% / %.1f %% | %.0f %% / %.0f %% | %.0f %% / %.0f %% | %.0f %% |",
                        100.0 * ours[1] / windows,
                        100.0 * ours[0] / windows,
                        100.0 * theirs[1] / windows,
                        100.0 * theirs[0] / windows,
                        100.0 * theirs[1] / windows,
                        100.0 * theirs[0] / windows,
                        100.0 * equal / windows));
        assertThat(ours[1]).isGreaterThan((int) (0.95 * windows));
        assertThat(theirs[1]).isLessThan(windows / 10);
    }

    private static CategoricalCounts draw(Random random, int size, double[] shares) {
        CategoricalCounts counts = new CategoricalCounts(shares.length);
        for (int i = 0; i < size; i++) {
            double u = random.nextDouble();
            int category = 0;
            while (category < shares.length - 1 && u >= shares[category]) {
                u -= shares[category++];
            }
            counts.add(category, random.nextInt(Clusters.BUCKETS));
        }
        return counts;
    }

    private static Map<String, Integer> counts(CategoricalCounts counts) {
        Map<String, Integer> map = new java.util.TreeMap<>();
        for (int i = 0; i < 5; i++) {
            map.put("class " + i, (int) counts.count(i));
        }
        return map;
    }
}
