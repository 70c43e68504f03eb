package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.image.TensorSpec;
import io.floracare.message.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestReaderTest {
    private static final String ZERO = "0".repeat(64);
    private final ManifestReader reader = new ManifestReader();

    @Test
    void reads_every_field() throws Exception {
        Manifest manifest = reader.read(bytes(m -> {}));

        assertThat(manifest.name()).isEqualTo("test-leaf");
        assertThat(manifest.version()).isEqualTo("1.0.0");
        assertThat(manifest.classes()).isEqualTo(3);
        assertThat(manifest.selftest()).isEqualTo("selftest/cases.json");
        assertThat(manifest.files())
                .containsOnlyKeys("labels.json", "model.pt", "selftest/cases.json");
        assertThat(manifest.bytes()).isEqualTo(21);
        assertThat(manifest.input())
                .isEqualTo(
                        new TensorSpec(
                                32,
                                TensorSpec.Resize.SHORT_SIDE,
                                40,
                                true,
                                TensorSpec.Order.RGB,
                                new TensorSpec.Triple(0.485f, 0.456f, 0.406f),
                                new TensorSpec.Triple(0.229f, 0.224f, 0.225f)));
        Variant variant = manifest.variants().getFirst();
        assertThat(variant.name()).isEqualTo("torchscript");
        assertThat(variant.engine()).isEqualTo("PyTorch");
        assertThat(variant.file()).isEqualTo("model.pt");
        assertThat(variant.cpuAnyOf()).isEqualTo(List.of("avx2", "sve"));
        assertThat(variant.temperature()).isEqualTo(0.5f);
        assertThat(variant.abstain()).isEqualTo(new Variant.Abstain(0.8f, null));
        assertThat(variant.selftestTolerance()).isEqualTo(0.02f);
        assertThat(variant.measured()).containsEntry("top1", 0.9);
    }

    @Test
    void baseline_of_no_variant_is_refused() {
        assertThatThrownBy(() ->
                        reader.read(
                                bytes(m ->
                                        m.withObject("files")
                                                .putObject("baseline/int8.json")
                                                .put("bytes", 1)
                                                .put("sha256", "0".repeat(64)))))
                .hasMessage(
                        "manifest.json: files lists baseline/int8.json, but there is no such"
                                + " variant; baselines may be baseline/torchscript.json");
    }

    @Test
    void variant_without_thresholds_never_abstains() throws Exception {
        Manifest manifest =
                reader.read(bytes(m -> ((ObjectNode) m.at("/variants/0")).remove("abstain")));

        assertThat(manifest.variants().getFirst().abstain()).isEqualTo(Variant.Abstain.NEVER);
    }

    @Test
    void newer_format_is_refused_before_its_new_fields_are() {
        assertRefused(
                m -> m.put("format", 2).put("novelty", true),
                "manifest.json has format 2; this version of FloraCare knows formats up to 1: upgrade it");
    }

    @Test
    void mistyped_field_is_refused_by_its_path() {
        assertRefused(
                m -> ((ObjectNode) m.at("/variants/0")).putObject("abstian"),
                "variants[0].abstian is not a known field; known are abstain, cpuAnyOf");
    }

    @Test
    void repeated_key_is_refused() {
        byte[] json = "{\"format\": 1, \"format\": 1}".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(json))
                .withMessageContaining("not valid JSON at line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "\u0000"})
    void what_is_no_manifest_is_refused(String json) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("manifest.json");
    }

    @Test
    void manifest_longer_than_limit_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(new byte[ManifestReader.MAX_BYTES + 1]))
                .withMessageContaining("at most 1,048,576 are read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/name | \"Leaf\" | name must be 1 to 64 lower-case letters",
                "/version | \"..\" | version must be 1 to 64 lower-case letters",
                "/version | null | version is missing",
                "/classes | 1 | classes is 1; a whole number from 2 to 10000 is needed",
                "/classes | \"3\" | classes is \"3\"; a whole number",
                "/classes | 3.5 | classes is 3.5; a whole number",
                "/created | 5 | created must be a text",
                "/input/size | 0 | input.size is 0; a whole number from 8 to 2048",
                "/input/resize/mode | \"stretch\" | input.resize.mode is stretch; known are short-side, squash, none",
                "/input/resize/mode | \"squash\" | input.resize.size is 40; with squash it must be input.size, 32",
                "/input/resize/size | 31 | input.resize.size is 31, less than the crop of 32",
                "/input/crop | \"none\" | input.crop must be center: short-side leaves the picture oblong",
                "/input/crop | \"random\" | input.crop is random; known are center, none",
                "/input/interpolation | \"nearest\" | input.interpolation is nearest; only bilinear-antialias is known",
                "/input/channels | \"RGBA\" | input.channels is RGBA; known are RGB, BGR",
                "/input/mean | [0.5, 0.5] | input.mean must be a list of 3 to 3 entries",
                "/input/std | [1, 0, 1] | input.std[1] is 0; a number from 1.0E-4 to 1000.0 is needed",
                "/variants | [] | variants must be a list of 1 to 32 entries",
                "/variants/0/engine | \"TensorFlow\" | variants[0].engine is TensorFlow; known are PyTorch, OnnxRuntime",
                "/variants/0/name | \"a/b\" | variants[0].name must be 1 to 64",
                "/variants/0/file | \"other.pt\" | files does not list other.pt (variant torchscript)",
                "/variants/0/cpuAnyOf | [\"AVX 2\"] | variants[0].cpuAnyOf must hold CPU flags",
                "/variants/0/temperature | 0 | variants[0].temperature is 0; a number from 0.01",
                "/variants/0/temperature | 1e999 | variants[0].temperature is",
                "/variants/0/abstain/minProbability | 1.5 | variants[0].abstain.minProbability is 1.5; a number from 0.0 to 1.0",
                "/variants/0/abstain/minEnergy | 1e39 | variants[0].abstain.minEnergy is 1.0E39; a number is needed",
                "/variants/0/selftestTolerance | -1 | variants[0].selftestTolerance is -1; a number is needed",
                "/variants/0/selftestTolerance | null | variants[0].selftestTolerance is missing",
                "/selftest | \"cases.json\" | files does not list cases.json (selftest)",
                "/files | {} | files must list 1 to 1000 files",
                "/files/model.pt/bytes | -1 | files[model.pt].bytes is -1; a whole number from 0",
                "/files/model.pt/sha256 | \"ABC\" | files[model.pt].sha256 must be 64 lower-case hex digits",
            })
    void wrong_value_is_refused_in_a_sentence(String pointer, String value, String sentence) {
        assertRefused(
                m -> {
                    int slash = pointer.lastIndexOf('/');
                    ObjectNode parent = (ObjectNode) m.at(pointer.substring(0, slash));
                    try {
                        parent.set(pointer.substring(slash + 1), Json.mapper().readTree(value));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                sentence);
    }

    @Test
    void two_variants_of_one_name_are_refused() {
        assertRefused(
                m -> m.withArray("variants").add(m.at("/variants/0").deepCopy()),
                "variants[1].name is torchscript, as another variant's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../model.pt",
                "/etc/passwd",
                "a/../b",
                "a//b",
                "./a",
                "a/",
                "a\\b",
                "C:\\a",
                ".hidden",
                "-rf",
                "a\nb",
                "a b",
                "",
                "manifest.json",
                "Manifest.JSON"
            })
    void path_that_is_not_plain_is_refused(String path) {
        assertRefused(m -> file(m, path), "manifest.json: files lists ");
    }

    @Test
    void path_longer_than_limit_is_refused() {
        assertRefused(m -> file(m, "a".repeat(201)), "at most 200 characters");
    }

    @Test
    void paths_that_differ_in_case_only_are_refused() {
        assertRefused(m -> file(m, "MODEL.pt"), "which differ in case only");
    }

    @Test
    void path_that_is_file_and_folder_is_refused() {
        assertRefused(m -> file(m, "model.pt/extra"), "lists model.pt as a file and as a folder");
    }

    private void assertRefused(Consumer<ObjectNode> edit, String sentence) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(bytes(edit)))
                .withMessageStartingWith("manifest.json")
                .withMessageContaining(sentence);
    }

    private static byte[] bytes(Consumer<ObjectNode> edit) throws Exception {
        ObjectNode manifest = PackageFixture.manifest();
        file(manifest, "labels.json");
        file(manifest, "model.pt");
        file(manifest, "selftest/cases.json");
        edit.accept(manifest);
        return Json.mapper().writeValueAsBytes(manifest);
    }

    private static void file(ObjectNode manifest, String path) {
        manifest.withObject("files").putObject(path).put("bytes", 7).put("sha256", ZERO);
    }
}
