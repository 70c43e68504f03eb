package io.floracare.gateway.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PositionsTest {
    @Property
    void text_means_what_it_was_made_of(
            @ForAll @Size(min = 1, max = 50)
                    Map<@IntRange(max = 99_999) Integer, @LongRange(max = 1L << 50) Long> next) {
        Positions positions = new Positions(next);

        assertThat(Positions.parse(positions.toString())).contains(positions);
    }

    @Test
    void other_text_means_nothing() {
        for (String text : new String[] {"", "0", "0-", "a-1", "0-1,1-2", "0-1.", "-1-2", "0--1"}) {
            assertThat(Positions.parse(text)).as(text).isEmpty();
        }
        assertThat(Positions.parse("1-1.".repeat(2000) + "1-1")).isEmpty();
    }

    @Test
    void knows_what_was_seen() {
        Positions positions = new Positions(Map.of()).after(2, 7);

        assertThat(positions.covers(2, 7)).isTrue();
        assertThat(positions.covers(2, 8)).isFalse();
        assertThat(positions.covers(0, 0)).isFalse();
    }
}
