package io.floracare.gateway.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.results.ResultHistory.Query;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.floracare.testing.SampleResults;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecentResultsTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final RecentResults recent = new RecentResults(3);

    private static Result result(String id, int second, @Nullable String owner) {
        Result ok = SampleResults.ok();
        Instant time = START.plusSeconds(second);
        return new Result(
                id,
                ok.subject(),
                ok.status(),
                ok.prediction(),
                ok.label(),
                ok.crop(),
                ok.disease(),
                ok.confidence(),
                ok.probs(),
                ok.top(),
                ok.model(),
                ok.image(),
                ok.source(),
                new Result.Time(time, time),
                ok.millis(),
                ok.error(),
                owner);
    }

    private List<String> ids(Query query) {
        return recent.list(query).stream().map(Result::id).toList();
    }

    @Test
    void lists_by_time_whatever_the_order_of_partitions() {
        recent.add(0, 0, result("first", 1, null));
        recent.add(0, 1, result("third", 3, null));
        recent.add(1, 0, result("second", 2, null));

        assertThat(ids(new Query(10, null, null, null, null)))
                .containsExactly("third", "second", "first");
        assertThat(ids(new Query(1, null, null, null, "third"))).containsExactly("second");
        assertThat(ids(new Query(10, null, null, null, "unknown"))).isEmpty();
    }

    @Test
    void selects_by_owner_status_and_label() {
        recent.add(0, 0, result("mine", 1, "me"));
        recent.add(0, 1, result("nobody's", 2, null));
        recent.add(0, 2, SampleResults.error());

        assertThat(ids(new Query(10, null, null, "me", null))).containsExactly("mine");
        assertThat(ids(new Query(10, Status.ERROR, null, null, null)))
                .containsExactly(SampleResults.error().id());
        assertThat(ids(new Query(10, null, "Apple___Apple_scab", null, null)))
                .containsExactly("nobody's", "mine");
        assertThat(recent.find("mine", "you")).isEmpty();
        assertThat(recent.find("mine", null)).isPresent();
    }

    @Test
    void forgets_the_oldest_but_knows_that_it_was_there() {
        for (int i = 0; i < 4; i++) {
            recent.add(0, i, result("r" + i, i, null));
        }

        assertThat(recent.find("r0", null)).isEmpty();
        assertThat(recent.knows("r0")).isTrue();
        assertThat(recent.knows("r9")).isFalse();
        assertThat(recent.find("r3", null)).isPresent();
    }

    @Test
    void result_read_twice_counts_once() {
        recent.add(0, 5, result("a", 1, null));
        recent.add(0, 5, result("a", 1, null));
        recent.add(0, 4, result("older", 0, null));

        assertThat(ids(new Query(10, null, null, null, null))).containsExactly("a");
    }

    @Test
    void tail_begins_now_or_where_another_instance_ended() throws Exception {
        recent.add(0, 0, result("a", 1, null));
        recent.add(1, 0, result("b", 2, null));
        Positions seen = new Positions(Map.of(0, 0L, 1, 1L));

        RecentResults.Tail fromNow = recent.tail(null, any -> true);
        RecentResults.Tail resumed = recent.tail(seen, any -> true);
        recent.add(1, 1, result("c", 3, null));

        assertThat(fromNow.await(10, 0)).extracting(step -> step.result().id()).containsExactly("c");
        assertThat(resumed.await(10, 0))
                .extracting(step -> step.result().id())
                .containsExactly("a", "c");
        assertThat(resumed.seen().toString()).isEqualTo("0-1.1-2");
        assertThat(resumed.missed()).isFalse();
    }

    @Test
    void tail_says_when_it_missed_results() {
        Positions seen = new Positions(Map.of(0, 1L));
        for (int i = 0; i < 6; i++) {
            recent.add(0, i, result("r" + i, i, null));
        }

        assertThat(recent.tail(seen, any -> true).missed()).isTrue();
        assertThat(recent.tail(new Positions(Map.of(0, 3L)), any -> true).missed()).isFalse();
    }

    @Test
    void close_ends_every_wait() throws Exception {
        RecentResults.Tail tail = recent.tail(null, any -> true);
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return tail.await(1, 60_000).isEmpty()
                                        && recent.await("none", Long.MAX_VALUE).isEmpty();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });

        recent.close();

        assertThat(waiting.get()).isTrue();
        assertThat(tail.ended()).isTrue();
    }
}
