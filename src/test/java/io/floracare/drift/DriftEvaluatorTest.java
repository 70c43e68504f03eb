package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftEvaluatorTest {
    private static final DriftPolicy POLICY = DriftPolicy.DEFAULT;

    private final Photos photos = new Photos(1);
    private final Baseline baseline = Photos.baseline(photos.take(20_000, 20, Change.NONE), POLICY);

    @Test
    void the_same_kind_of_photos_is_stable() {
        DriftReport report = report(photos.take(2000, 20, Change.NONE));

        assertThat(report.verdict()).as(report.sentence()).isEqualTo(Verdict.STABLE);
        assertThat(report.sentence()).startsWith("Nothing changed");
        assertThat(report.photos()).isEqualTo(2000);
        assertThat(report.features()).hasSize(19);
    }

    @Test
    void darker_and_blurred_photos_are_named_as_such() {
        DriftReport report = report(photos.take(2000, 20, new Change(0.8, 0.5, 0)));

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(report.features().stream().filter(FeatureVerdict::drifted).limit(2))
                .extracting(FeatureVerdict::name)
                .containsExactlyInAnyOrder("brightness", "sharpness");
        assertThat(report.sentence()).contains("brightness (lower").contains("sharpness (lower");
    }

    @Test
    void a_class_that_grows_from_10_to_13_percent_of_5000_photos_is_found() {
        Photos single = new Photos(2);
        Baseline independent = Photos.baseline(single.take(50_000, 1, Change.NONE), POLICY);
        DriftEvaluator evaluator = new DriftEvaluator(independent, POLICY);
        int found = 0;
        for (int round = 0; round < 10; round++) {
            List<Features> window = single.take(5000, 1, new Change(1, 1, 0.03));
            DriftReport report =
                    evaluator.report(
                            Segment.ALL,
                            Photos.START,
                            0,
                            Photos.window(window, independent, POLICY));
            found += report.verdict() == Verdict.DRIFT ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(7);
    }

    @Test
    void few_photos_or_few_devices_have_no_verdict() {
        assertThat(report(photos.take(99, 1, Change.NONE)).sentence())
                .isEqualTo("Too few photos to say: 99, at least 100 are needed.");
        DriftReport few =
                new DriftEvaluator(baseline, POLICY)
                        .report(Segment.ALL, Photos.START, 0, sameDevice(photos));
        assertThat(few.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(few.sentence()).startsWith("Too few devices to say");
        assertThat(few.features()).isEmpty();
    }

    @Test
    void the_report_is_the_same_whatever_the_order_and_the_partitioning() {
        List<Features> window = photos.take(3000, 20, new Change(0.95, 1, 0));
        DriftReport expected = report(window);
        for (int partitions : new int[] {1, 3, 7}) {
            List<Features> shuffled = new ArrayList<>(window);
            Collections.shuffle(shuffled, new Random(partitions));
            List<List<Features>> parts = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                parts.add(new ArrayList<>());
            }
            for (Features photo : shuffled) {
                int part = (int) Math.floorMod(Observation.cluster(photo), (long) partitions);
                parts.get(part).add(photo);
            }
            Collections.shuffle(parts, new Random(partitions));
            WindowCounts merged = WindowCounts.of(baseline.layout());
            for (List<Features> part : parts) {
                merged.merge(Photos.window(part, baseline, POLICY));
            }
            WindowCodec codec = new WindowCodec(baseline.layout());

            assertThat(codec.encode(merged))
                    .isEqualTo(codec.encode(Photos.window(window, baseline, POLICY)));
            assertThat(
                            new DriftEvaluator(baseline, POLICY)
                                    .report(Segment.ALL, Photos.START, 0, merged))
                    .isEqualTo(expected);
        }
    }

    @Test
    void accuracy_is_estimated_and_called_unreliable_when_its_ground_shifts() {
        AccuracyEstimate calm =
                Objects.requireNonNull(report(photos.take(2000, 20, Change.NONE)).accuracy());
        assertThat(calm.reliable()).isTrue();
        assertThat(calm.reference()).isBetween(0.85, 0.95);
        assertThat(calm.estimate()).isBetween(calm.low(), calm.high());
        assertThat(0.9).isBetween(calm.low(), calm.high());

        List<Features> scenery = new ArrayList<>(photos.take(2000, 20, Change.NONE));
        scenery.addAll(
                photos.take(20_000, 20, Change.NONE).stream()
                        .filter(photo -> Integer.valueOf(3).equals(photo.prediction()))
                        .toList());
        AccuracyEstimate shifted = Objects.requireNonNull(report(scenery).accuracy());
        assertThat(shifted.reliable()).isFalse();
    }

    private DriftReport report(List<Features> window) {
        return new DriftEvaluator(baseline, POLICY)
                .report(Segment.ALL, Photos.START, 0, Photos.window(window, baseline, POLICY));
    }

    private WindowCounts sameDevice(Photos source) {
        WindowCounts counts = WindowCounts.of(baseline.layout());
        for (int device = 0; device < 5; device++) {
            for (Features photo : source.take(40, 1, Change.NONE)) {
                Observation one =
                        Observation.of(
                                withDevice(photo, "phone-" + device), baseline.layout().features());
                counts.add(one, baseline.layout());
            }
        }
        return counts;
    }

    private static Features withDevice(Features photo, String device) {
        return new Features(
                photo.id(),
                photo.eventTime(),
                new Features.Segment(null, device, null),
                photo.status(),
                photo.error(),
                photo.model(),
                photo.prediction(),
                photo.probs(),
                photo.confidence(),
                photo.margin(),
                photo.entropy(),
                photo.energy(),
                photo.image(),
                photo.format(),
                photo.bytes());
    }
}
