package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import io.floracare.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterSampleTest {
    private final Photos photos = new Photos(9);
    private final Baseline baseline =
            Photos.baseline(photos.take(600, 10, Change.NONE), DriftPolicy.DEFAULT);
    private final WindowCodec codec = new WindowCodec(baseline.layout());

    @Test
    void keeps_the_same_photos_whatever_the_order_and_however_often_they_come() {
        List<Features> taken = new ArrayList<>(photos.take(60, 1, Change.NONE));
        byte[] expected = codec.encode(sampled(taken));
        taken.addAll(taken.subList(10, 30));
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(taken, new Random(round));

            WindowCounts counts = sampled(taken);

            assertThat(counts.size()).isEqualTo(20);
            assertThat(codec.encode(counts)).isEqualTo(expected);
        }
    }

    @Test
    void photos_without_a_device_cluster_by_producer_and_minute() {
        Instant time = Instant.parse("2026-05-01T10:00:10Z");
        long cluster = cluster(null, "folder", time);

        assertThat(cluster(null, "folder", time.plus(Duration.ofSeconds(40)))).isEqualTo(cluster);
        assertThat(cluster(null, "folder", time.plus(Duration.ofSeconds(60))))
                .isNotEqualTo(cluster);
        assertThat(cluster(null, "other", time)).isNotEqualTo(cluster);
        assertThat(cluster("phone", "folder", time))
                .isEqualTo(cluster("phone", "other", time.plus(Duration.ofDays(1))));
    }

    private static long cluster(@Nullable String device, String producer, Instant time) {
        return Observation.cluster(
                new Features(
                        "id",
                        time,
                        new Features.Segment(null, device, producer),
                        Status.OK,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0));
    }

    private WindowCounts sampled(List<Features> taken) {
        WindowCounts counts = WindowCounts.of(baseline.layout());
        ClusterSample sample = new ClusterSample(20);
        for (Features photo : taken) {
            sample.offer(
                    Observation.of(photo, baseline.layout().features()), counts, baseline.layout());
        }
        return counts;
    }
}
