package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.drift.Photos.Change;
import io.floracare.message.ErrorCode;
import io.floracare.message.Features;
import io.floracare.message.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final double LEVEL = 1e-3;
    private static final long DEVICES = 400;

    private final QualityTests tests =
            new QualityTests(DriftPolicy.DEFAULT, Map.of(Issue.NO_EXIF, 0.1));
    private final Photos photos = new Photos(8);

    @Test
    void the_usual_rates_raise_nothing() {
        QualityCounts counts = counted(photos.take(2000, 5, Change.NONE));

        assertThat(tests.test(counts, DEVICES, LEVEL))
                .noneMatch(QualityVerdict::raised)
                .hasSize(10);
    }

    @Test
    void truncated_photos_of_many_devices_are_raised_by_name() {
        QualityCounts counts = counted(photos.take(2000, 5, Change.NONE));
        photos.take(120, 2, Change.NONE).forEach(p -> counts.add(failed(p, ErrorCode.TRUNCATED)));

        assertThat(tests.test(counts, DEVICES, LEVEL).stream().filter(QualityVerdict::raised))
                .extracting(QualityVerdict::issue)
                .containsExactlyInAnyOrder(Issue.ERROR, Issue.TRUNCATED);
    }

    @Test
    void one_broken_device_is_not_everybody() {
        QualityCounts counts = counted(photos.take(2000, 5, Change.NONE));
        Features broken = photos.take(1, 1, Change.NONE).getFirst();
        for (int i = 0; i < 40; i++) {
            counts.add(failed(broken, ErrorCode.CORRUPT));
        }
        assertThat(tests.test(counts, DEVICES, LEVEL)).noneMatch(QualityVerdict::raised);
    }

    @Test
    void an_expired_request_says_nothing_of_the_photo() {
        Features photo = photos.take(1, 1, Change.NONE).getFirst();

        assertThat(Issue.of(failed(photo, ErrorCode.EXPIRED))).isEmpty();
        assertThat(Issue.of(failed(photo, ErrorCode.TOO_SMALL)))
                .containsExactly(Issue.ERROR, Issue.WRONG_SIZE);
    }

    @Test
    void photos_sent_again_by_many_devices_are_raised_and_those_of_one_device_are_not() {
        List<Features> some = photos.take(2000, 5, Change.NONE);
        QualityCounts again = counted(some);
        again.merge(counted(some.subList(0, 300)));

        QualityVerdict duplicate =
                tests.test(again, DEVICES, LEVEL).stream()
                        .filter(verdict -> verdict.issue() == Issue.DUPLICATE)
                        .findFirst()
                        .orElseThrow();

        assertThat(duplicate.raised()).isTrue();
        assertThat(duplicate.share()).isCloseTo(0.13, within(0.01));
        assertThat(tests.test(again, 20, LEVEL)).noneMatch(QualityVerdict::raised);
    }

    @Test
    void duplicates_are_estimated_and_merge() {
        List<Features> some = photos.take(20_000, 5, Change.NONE);
        QualityCounts all = counted(some);
        QualityCounts again = counted(some.subList(0, 5000));
        assertThat(all.duplicateShare()).isCloseTo(0, within(0.01));

        all.merge(again);

        assertThat(all.duplicateShare()).isCloseTo(0.2, within(0.01));
        assertThat(new QualityCounts().duplicateShare()).isNaN();
    }

    private static QualityCounts counted(List<Features> photos) {
        QualityCounts counts = new QualityCounts();
        photos.forEach(counts::add);
        return counts;
    }

    private static Features failed(Features photo, ErrorCode code) {
        return new Features(
                photo.id(),
                photo.eventTime(),
                photo.segment(),
                Status.ERROR,
                code,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                photo.format(),
                photo.bytes());
    }
}
