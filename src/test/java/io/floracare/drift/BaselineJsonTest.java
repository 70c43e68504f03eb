package io.floracare.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.drift.Photos.Change;
import io.floracare.message.Features;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BaselineJsonTest {
    private final Photos photos = new Photos(3);
    private final List<Features> reference = photos.take(3000, 10, Change.NONE);
    private final Baseline baseline = Photos.baseline(reference, DriftPolicy.DEFAULT);
    private final byte[] json = BaselineJson.write(baseline);

    @Test
    void reads_back_to_the_same_bytes_and_the_same_verdicts() throws BaselineException {
        Baseline read = BaselineReader.read(json);

        assertThat(Arrays.equals(BaselineJson.write(read), json)).isTrue();
        WindowCounts window =
                Photos.window(photos.take(500, 5, Change.NONE), baseline, DriftPolicy.DEFAULT);
        assertThat(report(read, window)).isEqualTo(report(baseline, window));
    }

    @Test
    void is_the_same_whatever_the_order_of_the_photos() {
        Baseline reversed = Photos.baseline(reference.reversed(), DriftPolicy.DEFAULT);

        assertThat(Arrays.equals(BaselineJson.write(reversed), json)).isTrue();
    }

    @Test
    void has_a_segment_of_each_crop_it_knows() {
        assertThat(baseline.segments())
                .extracting(Segment::toString)
                .containsExactly("all", "crop=apple", "crop=bean");
        assertThat(baseline.segmentsOf(new Features.Segment("bean", null, "phone")))
                .extracting(Segment::toString)
                .containsExactly("all", "crop=bean");
        assertThat(baseline.segmentsOf(new Features.Segment("rice", "d", null)))
                .extracting(Segment::toString)
                .containsExactly("all");
    }

    @Test
    void obeys_its_schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        Baseline.class.getResourceAsStream("/schemas/baseline.schema.json"))) {
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(
                            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(text, InputFormat.JSON)
                                    .validate(
                                            new String(json, StandardCharsets.UTF_8),
                                            InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void says_what_is_wrong_with_it() {
        assertRefused(root -> root.remove("segments"), "'segments' must be an object");
        assertRefused(root -> root.put("format", 2), "this one is of format 2");
        assertRefused(root -> root.put("created", "yesterday"), "yesterday");
        assertRefused(
                root -> ((ObjectNode) root.get("segments")).remove("all"), "reference for 'all'");
        assertRefused(
                root -> ((ObjectNode) root.get("features").get(0)).put("name", "mood"),
                "no feature is named 'mood'");
        assertRefused(
                root -> ((ObjectNode) root.get("features").get(0)).putArray("cuts").add(2).add(1),
                "cut 1");
        assertRefused(
                root ->
                        ((ObjectNode) root.at("/segments/all/features/0"))
                                .putArray("counts")
                                .add(-1),
                "integer of 0 or more");
        assertThatThrownBy(() -> BaselineReader.read("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> BaselineReader.read("[]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("JSON object");
    }

    private void assertRefused(Consumer<ObjectNode> damage, String sentence) {
        assertThatThrownBy(
                        () -> {
                            ObjectNode root = (ObjectNode) Json.mapper().readTree(json);
                            damage.accept(root);
                            BaselineReader.read(Json.mapper().writeValueAsBytes(root));
                        })
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining(sentence);
    }

    private static DriftReport report(Baseline baseline, WindowCounts window) {
        return new DriftEvaluator(baseline, DriftPolicy.DEFAULT)
                .report(Segment.ALL, Photos.START, 0, window);
    }
}
