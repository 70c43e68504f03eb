package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.floracare.message.ErrorCode;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.Label;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoringTest {
    private static final ModelRef MODEL = new ModelRef("leaf", "1", "int8", "0".repeat(64));
    private static final List<Label> LABELS =
            Stream.of("a", "b", "c").map(ScoringTest::label).toList();

    @Test
    void counts_what_a_person_would() {
        Evaluation evaluation =
                score(
                        answered(0, 0, 0.9f, false),
                        answered(0, 0, 0.8f, false),
                        answered(0, 1, 0.6f, true),
                        answered(1, 1, 0.7f, false),
                        answered(1, 0, 0.9f, false),
                        answered(-1, 2, 0.5f, true),
                        answered(-1, 2, 0.9f, false),
                        answered(-1, 1, 0.9f, false),
                        new Judgement.Unreadable(ErrorCode.TRUNCATED));

        assertThat(evaluation.photos()).isEqualTo(9);
        assertThat(evaluation.accuracy()).isEqualTo(new Proportion(3, 5));
        assertThat(evaluation.coverage()).isEqualTo(new Proportion(4, 5));
        assertThat(evaluation.accuracyWhenSure()).isEqualTo(new Proportion(3, 4));
        assertThat(evaluation.heldBack()).isEqualTo(new Proportion(1, 3));
        assertThat(evaluation.givenNoClass()).isEqualTo(new Proportion(2, 3));
        assertThat(evaluation.unknownTakenFor())
                .containsExactly(new Evaluation.Confusion("bean", "b", 1));
        assertThat(evaluation.unreadable()).isEqualTo(Map.of("truncated", 1));
        assertThat(evaluation.matrix())
                .isEqualTo(List.of(List.of(2, 1, 0), List.of(1, 1, 0), List.of(0, 0, 0)));
        assertThat(evaluation.confusions())
                .containsExactlyInAnyOrder(
                        new Evaluation.Confusion("a", "b", 1),
                        new Evaluation.Confusion("b", "a", 1));
        Evaluation.ClassScore a = evaluation.classes().getFirst();
        assertThat(a.recall()).isEqualTo(new Proportion(2, 3));
        assertThat(a.precision()).isEqualTo(new Proportion(2, 3));
        assertThat(a.f1()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void macro_f1_is_the_mean_over_classes_that_have_photos() {
        Evaluation evaluation = score(answered(0, 0, 1, false), answered(1, 0, 1, false));

        assertThat(evaluation.macroF1()).isCloseTo((2.0 / 3 + 0) / 2, within(1e-12));
    }

    @Test
    void a_model_as_right_as_it_is_confident_has_no_calibration_error() {
        Evaluation evaluation =
                score(
                        answered(0, 0, 0.75f, false),
                        answered(0, 0, 0.75f, false),
                        answered(0, 0, 0.75f, false),
                        answered(0, 1, 0.75f, false));

        assertThat(evaluation.calibration().expectedError()).isCloseTo(0, within(1e-12));
    }

    @Test
    void calibration_error_weighs_bins_by_their_answers() {
        Evaluation evaluation =
                score(
                        answered(0, 1, 1f, false),
                        answered(0, 0, 0.5f, false),
                        answered(0, 1, 0.5f, false),
                        answered(0, 0, 0.5f, false),
                        answered(0, 1, 0.5f, false));

        assertThat(evaluation.calibration().expectedError()).isCloseTo(0.2, within(1e-12));
        assertThat(evaluation.calibration().bins().getLast())
                .isEqualTo(new Calibration.Bin(1, 1.0, 0.0));
    }

    @Test
    void nothing_to_count_gives_no_figures() throws Exception {
        Evaluation evaluation = score();

        assertThat(evaluation.accuracy()).isEqualTo(new Proportion(0, 0));
        assertThat(evaluation.macroF1()).isNull();
        assertThat(evaluation.calibration().expectedError()).isNull();
        assertThat(evaluation.classes()).extracting(Evaluation.ClassScore::f1).containsOnlyNulls();
        assertThat(evaluation.confusions()).isEmpty();
        assertThat(Json.mapper().writeValueAsString(evaluation))
                .contains("\"trials\":0,\"value\":null", "\"macroF1\":null")
                .contains("\"expectedError\":null", "\"f1\":null");
    }

    private static Evaluation score(Judgement... judgements) {
        return Scoring.score(MODEL, LABELS, List.of(judgements), Map.of());
    }

    private static Judgement answered(
            int actual, int predicted, float confidence, boolean uncertain) {
        String shows = actual < 0 ? "bean" : LABELS.get(actual).name();
        return new Judgement.Answered(shows, actual, predicted, confidence, uncertain);
    }

    /** "c" is the class of photos without a leaf. */
    private static Label label(String name) {
        return new Label(
                "abc".indexOf(name),
                name,
                null,
                null,
                null,
                false,
                name.equals("c"),
                null,
                null,
                null);
    }
}
