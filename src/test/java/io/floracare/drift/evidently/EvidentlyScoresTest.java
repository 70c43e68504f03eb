package io.floracare.drift.evidently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvidentlyScoresTest {
    private static final Map<String, EvidentlyScore> NAMES =
            Map.of(
                    "psi", EvidentlyScore.PSI,
                    "kl_div", EvidentlyScore.KL_DIVERGENCE,
                    "jensenshannon", EvidentlyScore.JENSEN_SHANNON,
                    "wasserstein", EvidentlyScore.WASSERSTEIN,
                    "ks", EvidentlyScore.KOLMOGOROV_SMIRNOV,
                    "chisquare", EvidentlyScore.CHI_SQUARE,
                    "z", EvidentlyScore.Z);

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(
                        EvidentlyScoresTest.class.getResourceAsStream("/drift/golden.json"))) {
            return Json.mapper().readTree(golden).get("cases").valueStream().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equal_the_recorded_values(JsonNode example) {
        Map<EvidentlyScore, Double> scores =
                example.get("type").asText().equals("num")
                        ? EvidentlyScores.ofNumbers(
                                GoldenSamples.checked(example, "ref"),
                                GoldenSamples.checked(example, "cur"))
                        : EvidentlyScores.ofCounts(
                                counts(example.get("ref_counts")),
                                counts(example.get("cur_counts")));

        int compared = 0;
        for (Map.Entry<String, JsonNode> expected : example.get("out").properties()) {
            EvidentlyScore score = NAMES.get(expected.getKey());
            if (score == null) {
                continue;
            }
            Double value = Objects.requireNonNull(scores.get(score));
            JsonNode recorded = expected.getValue().get("score");
            if (recorded.isTextual()) {
                assertThat(value).as(score.wire()).isNaN();
            } else {
                double tolerance = isDistance(score) ? 1e-9 : 1e-6;
                double scale = Math.max(1, Math.abs(recorded.asDouble()));
                assertThat(value)
                        .as(score.wire())
                        .isCloseTo(recorded.asDouble(), within(tolerance * scale));
            }
            assertThat(score.drifted(value))
                    .as(score.wire())
                    .isEqualTo(expected.getValue().get("drifted").asBoolean());
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @Test
    void choose_the_test_by_the_size_of_the_reference() {
        assertThat(EvidentlyScores.choice(new double[1001]))
                .isEqualTo(EvidentlyScore.JENSEN_SHANNON);
        assertThat(EvidentlyScores.choice(GoldenSamples.values("lin(1001,A,1,0)")))
                .isEqualTo(EvidentlyScore.WASSERSTEIN);
        assertThat(EvidentlyScores.choice(GoldenSamples.values("lin(1000,A,1,0)")))
                .isEqualTo(EvidentlyScore.KOLMOGOROV_SMIRNOV);
        assertThat(EvidentlyScores.choice(GoldenSamples.values("fl(1000,A,3,0)")))
                .isEqualTo(EvidentlyScore.CHI_SQUARE);
        assertThat(EvidentlyScores.choice(GoldenSamples.values("fl(1000,A,2,0)")))
                .isEqualTo(EvidentlyScore.Z);
        assertThat(EvidentlyScores.choice(Map.of("a", 5, "b", 5), Map.of("c", 1)))
                .isEqualTo(EvidentlyScore.CHI_SQUARE);
        assertThat(EvidentlyScores.choice(Map.of("a", 5), Map.of("c", 1)))
                .isEqualTo(EvidentlyScore.Z);
        assertThat(EvidentlyScores.choice(Map.of("a", 1001), Map.of("c", 1)))
                .isEqualTo(EvidentlyScore.JENSEN_SHANNON);
    }

    private static boolean isDistance(EvidentlyScore score) {
        return switch (score) {
            case PSI, KL_DIVERGENCE, JENSEN_SHANNON, WASSERSTEIN -> true;
            case KOLMOGOROV_SMIRNOV, CHI_SQUARE, Z -> false;
        };
    }

    private static Map<String, Integer> counts(JsonNode node) {
        Map<String, Integer> counts = new HashMap<>();
        node.properties().forEach(entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
        return counts;
    }
}
