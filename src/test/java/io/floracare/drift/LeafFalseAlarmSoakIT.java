package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.baseline.LeafPhotos;
import io.floracare.baseline.Retouch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** False alarms on real photos, for {@code docs/drift.md}; needs FLORACARE_LEAVES. */
@Tag("soak")
class LeafFalseAlarmSoakIT {
    private static final double LEVEL = 0.05;

    @ParameterizedTest
    @CsvSource({
        "100, 1",
        "100, 5",
        "1000, 1",
        "1000, 20",
        "1000, 200",
        "10000, 20",
        "10000, 200",
        "100000, 200"
    })
    void two_hundred_baselines_of_real_photos_hold_the_level(int size, int burst) {
        List<LeafPhotos.Photo> photos = new ArrayList<>(LeafPhotos.of("val", Retouch.NONE));
        photos.addAll(LeafPhotos.of("train", Retouch.NONE));

        LeafFalseAlarms rate = LeafFalseAlarms.of(photos, 200, 50, size, burst, LEVEL);

        Figures.note(rate.toString());
        // 10,000 windows of 200 baselines: two standard errors are about 0.006.
        assertThat(rate.features().mean()).as(rate.toString()).isLessThan(LEVEL + 0.006);
        assertThat(rate.answers().mean()).as(rate.toString()).isLessThan(LEVEL + 0.006);
    }
}
