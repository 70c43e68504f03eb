package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Property
    void wait_is_in_the_upper_half_of_its_cap(
            @ForAll @IntRange(min = 1) int failures, @ForAll long seed) {
        long cap = Math.min(60_000, failures > 6 ? 60_000 : 1000L << (failures - 1));

        long delay = backoff.delay(failures, new Random(seed)).toMillis();

        assertThat(delay).isBetween(cap / 2, cap);
    }

    @Example
    void waits_of_many_processes_are_spread() {
        var random = new Random(1);

        assertThat(IntStream.range(0, 100).mapToObj(i -> backoff.delay(5, random)).distinct())
                .hasSizeGreaterThan(90);
    }

    @Example
    void longest_wait_shorter_than_first_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
