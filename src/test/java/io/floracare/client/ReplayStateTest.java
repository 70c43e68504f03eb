package io.floracare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class ReplayStateTest {
    @Test
    void begins_at_the_oldest_letter_when_nothing_was_committed() {
        ReplayState state = ReplayState.of(null, 7);

        assertThat(state.start()).isEqualTo(7);
        assertThat(state.isDone(7)).isFalse();
    }

    @Test
    void goes_on_behind_the_last_letter_when_none_was_left() {
        ReplayState state = ReplayState.from(0);
        state.done(0);
        state.done(1);

        OffsetAndMetadata committed = state.committed();

        assertThat(committed.offset()).isEqualTo(2);
        assertThat(ReplayState.of(committed, 0).isDone(1)).isTrue();
        assertThat(ReplayState.of(committed, 0).isDone(2)).isFalse();
    }

    @Test
    void offsets_that_another_tool_committed_are_a_plain_position() {
        ReplayState state = ReplayState.of(new OffsetAndMetadata(5), 0);

        assertThat(state.start()).isEqualTo(5);
        assertThat(state.isDone(4)).isTrue();
        assertThat(state.isDone(5)).isFalse();
    }

    @Test
    void letters_that_retention_removed_are_forgotten() {
        ReplayState state = ReplayState.from(0);
        for (int offset = 0; offset < 10; offset++) {
            state.leave(offset);
        }
        state.done(10);

        assertThat(ReplayState.of(state.committed(), 8).start()).isEqualTo(8);
        assertThat(ReplayState.of(state.committed(), 11).start()).isEqualTo(11);
    }

    @Test
    void says_when_the_gaps_no_longer_fit_into_what_kafka_commits() {
        ReplayState state = ReplayState.from(1_000_000_000_000L);
        int gaps = 0;
        while (!state.isFull()) {
            state.leave(1_000_000_000_000L + 2000L * gaps);
            state.done(1_000_000_000_000L + 2000L * gaps + 1000);
            gaps++;
        }

        assertThat(gaps).isGreaterThan(800);
        assertThat(state.committed().metadata().length()).isLessThan(4096);
    }

    /** Each pass deals with the letters whose flag is set; the others are passed over. */
    @Property(tries = 300)
    void remembers_exactly_what_was_dealt_with_over_any_passes(
            @ForAll @Size(max = 4) List<@Size(min = 30, max = 30) List<Boolean>> passes) {
        TreeSet<Long> dealtWith = new TreeSet<>();
        OffsetAndMetadata committed = null;
        for (List<Boolean> pass : passes) {
            ReplayState state = ReplayState.of(committed, 0);
            // Every third offset is a transaction marker.
            for (long offset = 0; offset < 30; offset += offset % 3 == 1 ? 2 : 1) {
                assertThat(state.isDone(offset)).isEqualTo(dealtWith.contains(offset));
                if (offset >= state.start() && !state.isDone(offset)) {
                    if (pass.get((int) offset)) {
                        state.done(offset);
                        dealtWith.add(offset);
                    } else {
                        state.leave(offset);
                    }
                }
            }
            committed = state.committed();
        }
    }
}
