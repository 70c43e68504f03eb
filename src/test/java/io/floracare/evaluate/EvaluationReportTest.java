package io.floracare.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.ErrorCode;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.model.Label;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class EvaluationReportTest {
    private static final String HOSTILE = "<img src=x onerror='alert(1)'> & \"leaf\" %s";
    private static final Evaluation EVALUATION =
            Scoring.score(
                    new ModelRef("leaf", "1.0.0", "int8", "0".repeat(64)),
                    List.of(label(0, "Apple___scab"), label(1, HOSTILE), label(2, "Unseen")),
                    List.of(
                            new Judgement.Answered("Apple___scab", 0, 0, 0.9f, false),
                            new Judgement.Answered("Apple___scab", 0, 1, 0.6f, true),
                            new Judgement.Answered(HOSTILE, 1, 1, 0.9f, false),
                            new Judgement.Answered("Bean___rust", -1, 1, 0.4f, true),
                            new Judgement.Unreadable(ErrorCode.CORRUPT)),
                    Map.of("Bean___rust", 1));

    @Test
    void text_tells_the_figures_and_the_mistakes() {
        assertThat(EvaluationText.of(EVALUATION).lines())
                .contains(
                        "leaf 1.0.0, variant int8, on 5 photos",
                        "accuracy            66.7 % (20.8–93.9), 2 of 3",
                        "sure of             66.7 % (20.8–93.9), 2 of 3",
                        "right when sure     100.0 % (34.2–100.0), 2 of 2",
                        "unknown held back   100.0 % (20.7–100.0), 1 of 1",
                        "unknown classes     Bean___rust 1",
                        "without an answer   corrupt 1",
                        "    1  Apple___scab taken for " + HOSTILE)
                .anySatisfy(line -> assertThat(line).matches("Unseen +0  –  +–  +–"));
    }

    @Test
    void leaves_of_unknown_classes_alone_are_told_without_empty_tables() {
        Evaluation strangers =
                Scoring.score(
                        EVALUATION.model(),
                        List.of(label(0, "Apple___scab"), label(1, "Grape___rot")),
                        List.of(
                                new Judgement.Answered("Bean___rust", -1, 0, 0.4f, true),
                                new Judgement.Answered("Bean___rust", -1, 1, 0.9f, false)),
                        Map.of("Bean___rust", 2));

        assertThat(EvaluationText.of(strangers).lines())
                .contains(
                        "accuracy            –",
                        "macro F1            –",
                        "calibration error   –",
                        "or told no leaf     50.0 % (9.5–90.5), 1 of 2",
                        "leaves of unknown classes",
                        "    1  Bean___rust taken for Grape___rot")
                .noneSatisfy(line -> assertThat(line).startsWith("Apple___scab"));
        assertThat(EvaluationPage.of(strangers))
                .contains("<td>Bean___rust</td><td>Grape___rot</td>")
                .doesNotContain("Confusion matrix");
    }

    @Test
    void the_page_escapes_names_and_loads_nothing() {
        String page = EvaluationPage.of(EVALUATION);

        assertThat(page)
                .contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; &quot;leaf&quot; %s")
                .doesNotContain("<img")
                .doesNotContain("<script")
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("url(")
                .contains("default-src 'none'");
    }

    @Test
    void the_page_is_well_formed() throws Exception {
        String page = EvaluationPage.of(EVALUATION);
        String body =
                page.substring(
                        page.indexOf("<body>"), page.indexOf("</body>") + "</body>".length());

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(body)));

        var tables = document.getElementsByTagName("table");
        var matrix = (Element) tables.item(tables.getLength() - 1);
        assertThat(matrix.getElementsByTagName("td").getLength()).isEqualTo(1 + 3 * 3);
    }

    @Test
    void json_carries_the_intervals() {
        JsonNode json = Json.mapper().valueToTree(EVALUATION);

        assertThat(json.at("/accuracy/successes").asInt()).isEqualTo(2);
        assertThat(json.at("/accuracy/low").asDouble()).isBetween(0.2, 0.21);
        assertThat(json.at("/matrix/0/1").asInt()).isEqualTo(1);
        assertThat(json.at("/classes/0/name").asText()).isEqualTo("Apple___scab");
        assertThat(json.at("/calibration/bins")).hasSize(15);
        assertThat(json.at("/model/variant").asText()).isEqualTo("int8");
    }

    private static Label label(int index, String name) {
        return new Label(index, name, null, null, null, false, false, null, null, null);
    }
}
