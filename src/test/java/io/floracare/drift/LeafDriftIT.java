package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.baseline.LeafPhotos;
import io.floracare.baseline.PackageBaselines;
import io.floracare.baseline.Retouch;
import io.floracare.drift.stats.AlertBudget;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.Interval;
import io.floracare.drift.stats.Kolmogorov;
import io.floracare.drift.stats.MultipleTesting;
import io.floracare.inference.DefaultModel;
import io.floracare.message.Features;
import io.floracare.model.Label;
import io.floracare.model.ModelPackage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Drift of real leaf photos, as the classifier measures them. */
@Tag("photos")
class LeafDriftIT {
    private static final double LEVEL = 0.05;
    private static final int SPLITS = 30;
    private static final DriftPolicy AT_LEVEL =
            DriftPolicy.DEFAULT
                    .withFloors(DriftPolicy.Floors.NONE)
                    .withBudget(new AlertBudget(1e9, Duration.ofDays(30)));

    private final ModelPackage model = DefaultModel.read();

    @Test
    void halves_of_the_training_photos_by_leaf_do_not_alarm_and_would_without_the_design_effect() {
        List<LeafPhotos.Photo> train = LeafPhotos.ofEverySecondGroup("train", Retouch.NONE);
        int ours = 0;
        int naive = 0;
        for (int split = 0; split < SPLITS; split++) {
            List<List<LeafPhotos.Photo>> halves = halves(train, new Random(split));
            Baseline baseline = baseline(halves.get(0), AT_LEVEL);
            ours += anyFeature(report(baseline, halves.get(1), AT_LEVEL)) ? 1 : 0;
            naive += naive(halves.get(0), halves.get(1)) ? 1 : 0;
        }

        Figures.note(
                "halves of train by leaf group, %d splits at 5 %%: with the design effect %d alarm, without %d"
                        .formatted(SPLITS, ours, naive));
        // Of 30 at 5 %, more than 6 would be one chance in 300.
        assertThat(ours).isLessThanOrEqualTo(6);
        assertThat(naive).isGreaterThan(SPLITS * 2 / 3);
    }

    @Test
    void the_shipped_baseline_takes_validation_photos_as_they_are() throws Exception {
        DriftReport report =
                report(shipped(), LeafPhotos.of("val", Retouch.NONE), DriftPolicy.DEFAULT);

        assertThat(report.verdict()).as(report.sentence()).isEqualTo(Verdict.STABLE);
    }

    @Test
    void the_shipped_baseline_tells_dusk_by_brightness_and_sharpness() throws Exception {
        DriftReport report =
                report(shipped(), LeafPhotos.of("val", Retouch.DUSK), DriftPolicy.DEFAULT);

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(report.features().stream().filter(FeatureVerdict::drifted))
                .extracting(FeatureVerdict::name)
                .contains("brightness", "sharpness");
    }

    @Test
    void validation_photos_against_themselves_blurred_are_drift() {
        List<LeafPhotos.Photo> plain = LeafPhotos.ofEverySecondGroup("val", Retouch.COPY);
        Baseline copies = baseline(plain, DriftPolicy.DEFAULT);
        DriftReport same = report(copies, plain, DriftPolicy.DEFAULT);
        DriftReport blurred =
                report(
                        copies,
                        LeafPhotos.ofEverySecondGroup("val", Retouch.BLUR),
                        DriftPolicy.DEFAULT);

        assertThat(same.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(blurred.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(blurred.sentence()).contains("sharpness (lower");
    }

    @Test
    void expected_accuracy_covers_the_realised_one_of_other_leaves() {
        List<LeafPhotos.Photo> val = LeafPhotos.of("val", Retouch.NONE);
        int covered = 0;
        double off = 0;
        for (int split = 0; split < SPLITS; split++) {
            List<List<LeafPhotos.Photo>> halves = halves(val, new Random(split));
            Baseline baseline = baseline(halves.get(0), AT_LEVEL);
            List<LeafPhotos.Photo> answered =
                    halves.get(1).stream().filter(photo -> answered(photo, baseline)).toList();
            double realised =
                    answered.stream().filter(LeafDriftIT::right).count() / (double) answered.size();
            Interval expected =
                    Objects.requireNonNull(baseline.calibration())
                            .estimate(window(baseline, halves.get(1)).answered(), 0.95);
            covered += expected.low() <= realised && realised <= expected.high() ? 1 : 0;
            off += Math.abs(expected.estimate() - realised) / SPLITS;
        }

        Figures.note(
                "expected accuracy of the other half of val's leaf groups: off by %.4f on average, its interval covers %d of %d"
                        .formatted(off, covered, SPLITS));
        assertThat(covered).isGreaterThanOrEqualTo(SPLITS * 8 / 10);
        assertThat(off).isLessThan(0.02);
    }

    private Baseline shipped() throws BaselineException, IOException {
        return new PackageBaselines(model)
                .read(model.manifest().variants().getFirst())
                .orElseThrow();
    }

    private Baseline baseline(List<LeafPhotos.Photo> photos, DriftPolicy policy) {
        BaselineBuilder builder =
                new BaselineBuilder(
                        Objects.requireNonNull(photos.getFirst().features().model()),
                        model.labels().stream().map(Label::name).toList(),
                        background(),
                        policy,
                        100_000);
        photos.forEach(photo -> builder.add(photo.features(), photo.truth()));
        return builder.build(Photos.START);
    }

    private Set<Integer> background() {
        return model.labels().stream()
                .filter(Label::background)
                .map(Label::index)
                .collect(Collectors.toSet());
    }

    private static DriftReport report(
            Baseline baseline, List<LeafPhotos.Photo> photos, DriftPolicy policy) {
        return new DriftEvaluator(baseline, policy)
                .report(Segment.ALL, Photos.START, 0, window(baseline, photos));
    }

    private static WindowCounts window(Baseline baseline, List<LeafPhotos.Photo> photos) {
        List<Features> features = photos.stream().map(LeafPhotos.Photo::features).toList();
        return Photos.window(features, baseline, DriftPolicy.DEFAULT);
    }

    private static boolean anyFeature(DriftReport report) {
        return report.features().stream().anyMatch(FeatureVerdict::drifted);
    }

    private static boolean answered(LeafPhotos.Photo photo, Baseline baseline) {
        Integer answer = photo.features().prediction();
        return photo.features().status() == io.floracare.message.Status.OK
                && answer != null
                && !baseline.background().contains(answer);
    }

    private static boolean right(LeafPhotos.Photo photo) {
        return Objects.equals(photo.features().prediction(), photo.truth());
    }

    /** Whole leaf groups go to one half or the other. */
    private static List<List<LeafPhotos.Photo>> halves(
            List<LeafPhotos.Photo> photos, Random random) {
        List<String> groups =
                new ArrayList<>(photos.stream().map(LeafPhotos.Photo::group).distinct().toList());
        Collections.shuffle(groups, random);
        Set<String> first = Set.copyOf(groups.subList(0, groups.size() / 2));
        return List.of(
                photos.stream().filter(photo -> first.contains(photo.group())).toList(),
                photos.stream().filter(photo -> !first.contains(photo.group())).toList());
    }

    /** The same test, every photo taken for independent. */
    private static boolean naive(List<LeafPhotos.Photo> before, List<LeafPhotos.Photo> after) {
        List<NumericFeature> features = NumericFeature.of(35);
        double[] p = new double[features.size()];
        for (int i = 0; i < p.length; i++) {
            NumericFeature feature = features.get(i);
            double[] reference =
                    before.stream().mapToDouble(photo -> feature.of(photo.features())).toArray();
            BinEdges edges = BinEdges.ofReference(reference);
            Histogram old = new Histogram(edges);
            Histogram current = new Histogram(edges);
            for (double value : reference) {
                old.add(value, 0);
            }
            after.forEach(photo -> current.add(feature.of(photo.features()), 0));
            p[i] = Kolmogorov.test(old, DesignEffect.NONE, current, DesignEffect.NONE).p();
        }
        for (double adjusted : MultipleTesting.holm(p)) {
            if (adjusted <= LEVEL) {
                return true;
            }
        }
        return false;
    }
}
