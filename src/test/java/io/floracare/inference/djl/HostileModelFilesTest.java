package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.ListedFiles;
import io.floracare.inference.TestPackages;
import io.floracare.inference.VariantChoice;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose digest is right but whose content is not: the process must live and say so. */
class HostileModelFilesTest {
    private static final int FLIPS = 60;

    @TempDir Path folder;
    @TempDir Path scratch;

    @ParameterizedTest
    @CsvSource({"PyTorch,mean.pt", "OnnxRuntime,mean.onnx"})
    void truncated_empty_and_random_files_are_refused(String engine, String file)
            throws IOException {
        byte[] good = Files.readAllBytes(TinyModels.folder().resolve(file));
        byte[] random = new byte[4096];
        new Random(1).nextBytes(random);

        assertThat(load(engine, new byte[0])).isInstanceOf(LoadOutcome.Refused.class);
        assertThat(load(engine, random)).isInstanceOf(LoadOutcome.Refused.class);
        for (int eighths = 1; eighths < 8; eighths++) {
            assertThat(load(engine, Arrays.copyOf(good, good.length * eighths / 8)))
                    .isInstanceOf(LoadOutcome.Refused.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"PyTorch,mean.pt", "OnnxRuntime,mean.onnx"})
    void flipped_bits_end_in_an_outcome(String engine, String file) throws IOException {
        byte[] good = Files.readAllBytes(TinyModels.folder().resolve(file));
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = good.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            switch (load(engine, flipped)) {
                case LoadOutcome.Loaded loaded -> loaded.classifier().close();
                case LoadOutcome.Refused said -> {
                    assertThat(said.message()).startsWith("model tiny 0.1.0 is refused: ");
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private LoadOutcome load(String engine, byte[] content) throws IOException {
        Files.write(folder.resolve("model"), content);
        List<Variant> variants = List.of(TestPackages.variant("v", engine, "model"));
        var choice = new VariantChoice(Set.of(), null);
        return new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, scratch)
                .load(
                        TestPackages.of(
                                folder,
                                "0.1.0",
                                TestPackages.CLASSES,
                                variants,
                                null,
                                ListedFiles.of(folder)));
    }
}
