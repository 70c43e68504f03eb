package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelAddressTest {
    @ParameterizedTest
    @CsvSource({
        "models/leaf/1.0.0/, models/leaf/1.0.0/",
        "models/leaf/1.0.0, models/leaf/1.0.0/",
        "/models/leaf/1.0.0//, models/leaf/1.0.0/",
        "leaf/1.0.0, models/leaf/1.0.0/",
        "models/leaf/1.0.0/manifest.json, models/leaf/1.0.0/",
        "team/a/models/leaf/1.0.0/, team/a/models/leaf/1.0.0/",
    })
    void key_of_a_folder_is_a_package(String key, String prefix) throws Exception {
        assertThat(ModelAddress.parse(key, null))
                .isEqualTo(new ModelAddress.Packaged(prefix, new PackageId("leaf", "1.0.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf.pt", "models/Leaf v2.PTH", "a/b/c.pt"})
    void key_of_a_torchscript_file_is_bare(String key) throws Exception {
        assertThat(ModelAddress.parse(key, null)).isEqualTo(new ModelAddress.Bare(key, null));
        assertThat(ModelAddress.parse(key, "/l.txt"))
                .isEqualTo(new ModelAddress.Bare(key, "l.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.pkl", "models/a.PICKLE"})
    void pickle_is_refused_with_how_to_export(String key) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ModelAddress.parse(key, null))
                .withMessageContaining("is named as a pickle")
                .withMessageContaining("torch.jit.trace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/leaf", "models/leaf/", "leaf", "Leaf/1", "a/../b/", "x.onnx"})
    void key_that_names_neither_is_refused(String key) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ModelAddress.parse(key, null))
                .withMessageContaining(
                        "names neither a package (models/NAME/VERSION/) nor a TorchScript file");
    }

    @Test
    void key_that_is_blank_or_has_control_characters_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ModelAddress.parse(" / ", null));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ModelAddress.parse("leaf/1\n0", null))
                .withMessageContaining("no control characters");
    }
}
