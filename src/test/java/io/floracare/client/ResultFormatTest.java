package io.floracare.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.message.ErrorCode;
import io.floracare.message.ErrorInfo;
import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.testing.SampleResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultFormatTest {
    private final ResultFormat human = new ResultFormat.Human(false);

    @Test
    void answer_is_a_line_with_mark_subject_confidence_time_diagnosis_and_model() {
        assertThat(human.line(SampleResults.ok()).replaceAll(" +", " "))
                .isEqualTo("✓ apple/scab 1.jpg 90.0 % 9.3 ms Apple scab leaf-disease 0.1.0");
    }

    @ParameterizedTest
    @CsvSource({"0.99998,>99.9 %", "0.9996,>99.9 %", "0.9994,99.9 %", "1,>99.9 %", "0.05,5.0 %"})
    void nothing_is_certain(float confidence, String shown) throws Exception {
        ObjectNode json = Json.mapper().valueToTree(SampleResults.ok());
        json.put("confidence", confidence);

        assertThat(human.line(Json.mapper().treeToValue(json, Result.class)))
                .contains(" " + shown + " ");
    }

    @Test
    void a_long_diagnosis_pushes_no_figures() throws Exception {
        Result shown = SampleResults.uncertain();
        ObjectNode json = Json.mapper().valueToTree(shown);
        json.put("disease", "a disease that has a rather long name, as some of citrus do");
        Result lengthy = Json.mapper().treeToValue(json, Result.class);

        assertThat(human.line(lengthy)).contains("rather long name");
        assertThat(human.line(lengthy).indexOf(" ms "))
                .isEqualTo(human.line(shown).indexOf(" ms "));
    }

    @Test
    void healthy_leaf_is_named_by_its_crop_and_fetching_counts_as_work() {
        assertThat(human.line(SampleResults.healthyClaimed()))
                .contains("Healthy apple")
                .contains("89.3 ms");
    }

    @Test
    void abstention_is_not_shown_as_an_answer() {
        assertThat(human.line(SampleResults.uncertain())).startsWith("? ").contains("not sure: ");
    }

    @Test
    void error_shows_code_and_sentence_and_the_id_where_there_is_no_subject() {
        assertThat(human.line(SampleResults.error()))
                .startsWith("✗ leaf-images-3-42")
                .endsWith("truncated: the JPEG ends before its end marker");
    }

    @Test
    void colour_marks_the_status() {
        assertThat(new ResultFormat.Human(true).line(SampleResults.ok()))
                .startsWith("\u001b[32m✓\u001b[0m ");
    }

    @Test
    void no_control_character_reaches_the_terminal() {
        Result sample = SampleResults.error();
        Result hostile =
                new Result(
                        sample.id(),
                        "\u001b]0;owned\u0007.jpg",
                        sample.status(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        sample.top(),
                        null,
                        sample.image(),
                        sample.source(),
                        sample.time(),
                        sample.millis(),
                        new ErrorInfo(ErrorCode.NOT_AN_IMAGE, "saw \u001b[2J\n"));

        assertThat(human.line(hostile).chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void ndjson_is_the_wire_form_on_one_line() throws Exception {
        String line = new ResultFormat.Ndjson().line(SampleResults.ok());

        assertThat(line).doesNotContain("\n");
        assertThat(Json.mapper().readValue(line, Result.class)).isEqualTo(SampleResults.ok());
    }
}
