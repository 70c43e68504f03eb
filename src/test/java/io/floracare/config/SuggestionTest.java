package io.floracare.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class SuggestionTest {
    @Test
    void counts_insertions_deletions_substitutions_and_swaps() {
        assertThat(Suggestion.distance("level", "level")).isZero();
        assertThat(Suggestion.distance("levl", "level")).isEqualTo(1);
        assertThat(Suggestion.distance("levels", "level")).isEqualTo(1);
        assertThat(Suggestion.distance("lavel", "level")).isEqualTo(1);
        assertThat(Suggestion.distance("leevl", "level")).isEqualTo(1);
    }

    @Test
    void takes_the_nearest_and_nothing_far() {
        List<String> known = List.of("http.port", "http.host", "log.level");

        assertThat(Suggestion.nearest("http.prot", known)).contains("http.port");
        assertThat(Suggestion.nearest("everything", known)).isEmpty();
    }

    @Property(tries = 200)
    void is_symmetric_and_bounded_by_the_longer_text(
            @ForAll @AlphaChars @StringLength(max = 12) String one,
            @ForAll @AlphaChars @StringLength(max = 12) String other) {
        int distance = Suggestion.distance(one, other);

        assertThat(distance)
                .isEqualTo(Suggestion.distance(other, one))
                .isBetween(
                        Math.abs(one.length() - other.length()),
                        Math.max(one.length(), other.length()));
    }
}
