package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.baseline.LeafPhotos;
import io.floracare.baseline.Retouch;
import io.floracare.drift.window.Baselines;
import io.floracare.drift.window.Replay;
import io.floracare.drift.window.Rules;
import io.floracare.drift.window.Timing;
import io.floracare.drift.window.Verdicts;
import io.floracare.message.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many hourly windows pass until an alert, at the default budget; needs FLORACARE_LEAVES. */
@Tag("soak")
class DelaySoakIT {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int SEEDS = 11;
    private static final int LONGEST = 72;
    private static final int BURST = 20;

    @ParameterizedTest
    @CsvSource({
        "DARKEN, 500",
        "DARKEN, 2000",
        "BLUR, 500",
        "BLUR, 2000",
        "DUSK, 500",
        "DUSK, 2000"
    })
    void a_change_fires_after_some_windows(Retouch retouch, int size) {
        List<LeafPhotos.Photo> plain = LeafPhotos.of("val", Retouch.COPY);
        List<LeafPhotos.Photo> changed = LeafPhotos.of("val", retouch);
        int[] delays = new int[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            delays[seed] = delay(seed, plain, changed, size);
        }
        Arrays.sort(delays);

        Figures.note(
                "delay, %s, %d photos an hour: median %s windows, longest %s"
                        .formatted(
                                retouch, size, shown(delays[SEEDS / 2]), shown(delays[SEEDS - 1])));
        assertThat(delays[0]).isPositive();
    }

    private static String shown(int delay) {
        return delay > LONGEST ? "more than " + LONGEST : Integer.toString(delay);
    }

    private static int delay(
            long seed, List<LeafPhotos.Photo> plain, List<LeafPhotos.Photo> changed, int size) {
        LeafRecords before = new LeafRecords(seed, plain, BURST);
        LeafRecords after = new LeafRecords(seed + 1000, changed, BURST);
        int classes = Objects.requireNonNull(plain.getFirst().features().probs()).size();
        BaselineBuilder builder =
                new BaselineBuilder(
                        Objects.requireNonNull(plain.getFirst().features().model()),
                        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
                        Set.of(),
                        DriftPolicy.DEFAULT,
                        1_000_000);
        for (int hour = 0; hour < 24; hour++) {
            before.hour(START.minus(Duration.ofHours(48L - hour)), size)
                    .forEach(record -> builder.add(record, null));
        }
        Baselines.Lookup found = new Baselines.Lookup.Found(builder.build(START), 1);
        Fired fired = new Fired();
        DriftPolicy policy = DriftPolicy.DEFAULT;
        Replay replay =
                new Replay(
                        1,
                        1,
                        new Rules(
                                new Timing(policy.window(), Duration.ZERO, Duration.ofHours(1)),
                                policy,
                                AlertRule.DEFAULT,
                                Map.of(Issue.NO_EXIF, 1.0)),
                        (model, window) -> found,
                        fired);
        for (int hour = 0; hour < LONGEST; hour++) {
            Instant start = START.plus(Duration.ofHours(hour));
            for (Features record : after.hour(start, size)) {
                replay.add(record, record.eventTime().toEpochMilli(), 0);
            }
            replay.progress(0, start.plus(policy.window()).toEpochMilli());
            if (fired.any) {
                return hour + 1;
            }
        }
        return LONGEST + 1;
    }

    private static final class Fired implements Verdicts {
        private boolean any;

        @Override
        public void report(DriftReport report) {}

        @Override
        public void quality(QualityReport report) {}

        @Override
        public void alert(DriftAlert alert) {
            any |= alert.event() == AlertState.Event.FIRING;
        }
    }
}
