package io.floracare.gateway.auth.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.Rate;
import io.floracare.gateway.auth.MovingClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
    private final MovingClock clock = new MovingClock("2030-01-01T00:00:00Z");

    @Test
    void the_whole_rate_may_be_used_at_once_and_comes_back_evenly() {
        RateLimiter limiter = limiter(4, 100);
        for (int i = 0; i < 4; i++) {
            assertThat(limiter.take("a").allowed()).isTrue();
        }
        assertThat(limiter.take("a"))
                .isEqualTo(new Verdict("p", new Rate(4, Duration.ofMinutes(1)), false, 0, 60, 15));

        clock.advance(Duration.ofSeconds(15));
        assertThat(limiter.take("a").allowed()).isTrue();
        assertThat(limiter.take("a").allowed()).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(limiter.take("a").remaining()).isEqualTo(3);
    }

    @Test
    void parties_do_not_share() {
        RateLimiter limiter = limiter(1, 100);

        assertThat(limiter.take("a").allowed()).isTrue();
        assertThat(limiter.take("b").allowed()).isTrue();
        assertThat(limiter.take("a").allowed()).isFalse();
    }

    @Test
    void a_refusal_costs_nothing() {
        RateLimiter limiter = limiter(1, 100);
        limiter.take("a");
        for (int i = 0; i < 1000; i++) {
            limiter.take("a");
        }
        clock.advance(Duration.ofMinutes(1));

        assertThat(limiter.take("a").allowed()).isTrue();
    }

    @Test
    void no_more_buckets_are_kept_than_said() {
        RateLimiter limiter = limiter(10, 100);
        for (int i = 0; i < 10_000; i++) {
            limiter.take("address-" + i);
        }

        assertThat(limiter.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void a_bucket_that_is_full_again_is_forgotten() {
        RateLimiter limiter = limiter(10, 100);
        limiter.take("a");
        clock.advance(Duration.ofMinutes(1).plusNanos(1));

        assertThat(limiter.size()).isZero();
    }

    @Test
    void threads_together_get_no_more_than_the_rate() {
        RateLimiter limiter = limiter(50, 100);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Verdict>> all =
                    IntStream.range(0, 500)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(() -> limiter.take("a"), threads))
                            .toList();

            assertThat(all.stream().filter(each -> each.join().allowed())).hasSize(50);
        }
    }

    private RateLimiter limiter(int amount, int most) {
        return new RateLimiter("p", new Rate(amount, Duration.ofMinutes(1)), clock::nanoTime, most);
    }
}
