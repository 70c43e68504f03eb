package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.message.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas and the readers say the same, of our own packages and of the documentation. */
final class SchemaTest {
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @TempDir Path temp;

    @ParameterizedTest
    @MethodSource("packages")
    void package_of_ours_matches(Path directory) throws Exception {
        assertThat(validate("manifest", Files.readAllBytes(directory.resolve("manifest.json"))))
                .isEmpty();
        assertThat(validate("labels", Files.readAllBytes(directory.resolve("labels.json"))))
                .isEmpty();
    }

    static Stream<Path> packages() throws Exception {
        try (var files = Files.walk(Path.of("models"), 3)) {
            return files
                    .filter(f -> f.endsWith("manifest.json"))
                    .map(Path::getParent)
                    .toList()
                    .stream();
        }
    }

    @Test
    void documented_examples_match_and_are_read() throws Exception {
        String text = Files.readString(Path.of("docs/model-package.md"));
        List<String> blocks = JSON_BLOCK.matcher(text).results().map(r -> r.group(1)).toList();
        assertThat(blocks).hasSize(2);
        byte[] manifest = blocks.get(0).getBytes(StandardCharsets.UTF_8);

        assertThat(validate("manifest", manifest)).isEmpty();
        assertThat(new ManifestReader().read(manifest).name()).isEqualTo("leaf-disease");
        JsonNode label = Json.mapper().readTree(blocks.get(1)).get(0);
        ObjectNode second = label.deepCopy();
        second.put("index", 1).put("name", "another");
        byte[] labels = Json.mapper().writeValueAsBytes(List.of(label, second));
        assertThat(validate("labels", labels)).isEmpty();
        assertThat(new LabelsReader().read(labels, 2)).hasSize(2);
    }

    @Test
    void package_made_of_a_bare_file_matches() throws Exception {
        byte[] model = PackageFixture.model();
        Files.write(temp.resolve("model.pt"), model);
        List<Label> labels =
                BareLabels.read("labels.txt", "a\nTomato___x\n".getBytes(StandardCharsets.UTF_8));

        BarePackage.write(
                temp, new PackageFile(model.length, Sha256.of(model)), "My Leaf.pt", labels);

        assertThat(validate("manifest", Files.readAllBytes(temp.resolve("manifest.json"))))
                .isEmpty();
        assertThat(validate("labels", Files.readAllBytes(temp.resolve("labels.json")))).isEmpty();
        assertThat(new PackageReader().read(temp))
                .isInstanceOf(PackageReader.Outcome.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/format 2",
                "/name \"Leaf\"",
                "/version null",
                "/novelty true",
                "/classes 1",
                "/input/size 4",
                "/input/resize/mode \"stretch\"",
                "/input/resize/size null",
                "/input/crop \"none\"",
                "/input/interpolation \"nearest\"",
                "/input/mean [0.5,0.5]",
                "/input/std [1,0,1]",
                "/variants []",
                "/variants/0/engine \"TensorFlow\"",
                "/variants/0/temperature 0",
                "/variants/0/abstain/minProbability 2",
                "/variants/0/selftestTolerance null",
                "/selftest \"../cases.json\"",
                "/files {}",
                "/files/..%x {\"bytes\":1,\"sha256\":\"\"}",
                "/files/manifest.json {\"bytes\":1}",
                "/files/model.pt/bytes -1",
                "/files/model.pt/sha256 \"ABC\""
            })
    void what_the_reader_refuses_the_schema_refuses(String edit) throws Exception {
        Path directory =
                PackageFixture.write(
                        temp,
                        manifest -> set(manifest, edit.split(" ", 2)[0], edit.split(" ", 2)[1]));
        byte[] json = Files.readAllBytes(directory.resolve("manifest.json"));

        assertThat(new PackageReader().read(directory))
                .isInstanceOf(PackageReader.Outcome.Refused.class);
        assertThat(validate("manifest", json)).isNotEmpty();
    }

    @Test
    void fixture_matches_before_it_is_edited() throws Exception {
        Path directory = PackageFixture.write(temp, "test-leaf", "1.0.0");

        assertThat(validate("manifest", Files.readAllBytes(directory.resolve("manifest.json"))))
                .isEmpty();
    }

    private static void set(ObjectNode manifest, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) manifest.at(pointer.substring(0, slash));
        JsonNode node = PackageFixture.parse("{\"value\": " + value + "}").get("value");
        if (node.isNull()) {
            parent.remove(pointer.substring(slash + 1));
        } else {
            parent.set(pointer.substring(slash + 1), node);
        }
    }

    private static List<Error> validate(String name, byte[] json) throws Exception {
        Path file = Path.of("models/schemas", name + ".schema.json");
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Json.mapper().readTree(file.toFile()));
        return schema.validate(Json.mapper().readTree(json));
    }
}
