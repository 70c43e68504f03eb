package io.floracare.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.floracare.inference.DefaultModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TorchScriptTest {
    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"model-int8.pt", "model-fp32.pt"})
    void default_models_are_torchscript(String file) {
        Path model = DefaultModel.read().directory().resolve(file);

        assertThatCode(() -> TorchScript.check(file, model)).doesNotThrowAnyException();
    }

    @Test
    void zip_of_torch_save_is_refused_with_how_to_export() {
        assertRefused(
                PackageFixture.zip("archive/data.pkl", "archive/byteorder", "archive/data/0"),
                "m.pt is a state dict or module saved by torch.save. A state dict or pickled module");
    }

    @Test
    void pickle_is_refused_with_how_to_export() {
        assertRefused(
                new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10},
                "m.pt is a pickle. A state dict or pickled module");
    }

    @Test
    void zip_of_something_else_is_refused() {
        assertRefused(PackageFixture.zip("a.txt"), "m.pt is a zip file, but not a TorchScript one");
    }

    @Test
    void shortened_file_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(DefaultModel.read().directory().resolve("model-int8.pt"));

        assertRefused(
                Arrays.copyOf(whole, whole.length / 2), "m.pt is a damaged or shortened zip file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | m.pt is not a TorchScript file: it is empty",
                "<html> | it begins like a web page",
                "version https://git-lfs.github.com/spec/v1 | it is a Git LFS pointer",
                "\u0089HDF.... | it is HDF5",
                "hello | m.pt is not a TorchScript file",
            })
    void other_files_are_refused_by_what_they_look_like(String content, String sentence) {
        assertRefused(content.getBytes(StandardCharsets.ISO_8859_1), sentence);
    }

    private void assertRefused(byte[] content, String sentence) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> TorchScript.check("m.pt", Files.write(temp.resolve("m"), content)))
                .withMessageStartingWith("m.pt is ")
                .withMessageContaining(sentence);
    }
}
