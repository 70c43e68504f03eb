package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowCodecTest {
    private final Photos photos = new Photos(5);
    private final Baseline baseline =
            Photos.baseline(photos.take(2000, 10, Change.NONE), DriftPolicy.DEFAULT);
    private final WindowCodec codec = new WindowCodec(baseline.layout());

    @Test
    void counts_read_back_to_the_same_bytes() {
        for (int size : new int[] {0, 1, 3000}) {
            byte[] bytes = codec.encode(window(photos.take(size, 10, Change.NONE)));

            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void a_window_of_100_000_photos_and_20_features_stays_below_200_kb() {
        byte[] bytes = codec.encode(window(photos.take(100_000, 10, Change.NONE)));

        assertThat(baseline.layout().features().size()).isGreaterThanOrEqualTo(19);
        assertThat(bytes.length).isLessThan(100_000);
        assertThat(codec.encode(window(List.of())).length).isLessThan(100);
    }

    @Test
    void quality_counts_read_back_to_the_same_bytes() {
        QualityCounts counts = new QualityCounts();
        photos.take(500, 10, Change.NONE).forEach(counts::add);
        byte[] bytes = WindowCodec.encode(counts);

        QualityCounts read = WindowCodec.decodeQuality(bytes);

        assertThat(WindowCodec.encode(read)).isEqualTo(bytes);
        assertThat(read.size()).isEqualTo(500);
        assertThat(read.count(Issue.NO_EXIF)).isEqualTo(counts.count(Issue.NO_EXIF)).isPositive();
    }

    @Test
    void damaged_bytes_are_refused_in_a_sentence() {
        byte[] bytes = codec.encode(window(photos.take(200, 10, Change.NONE)));

        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends early");
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 3)))
                .hasMessageContaining("left over");
        byte[] newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> codec.decode(newer)).hasMessageContaining("version is 2");
        byte[] endless = new byte[40];
        Arrays.fill(endless, (byte) 0xff);
        assertThatThrownBy(() -> codec.decode(endless)).hasMessageContaining("too long");
    }

    private WindowCounts window(List<Features> taken) {
        return Photos.window(taken, baseline, DriftPolicy.DEFAULT);
    }
}
