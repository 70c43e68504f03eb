package io.floracare.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.TestPackages;
import io.floracare.inference.VariantChoice;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process whose class path has no native library for its platform. */
class MissingNativesIT {
    @TempDir Path cache;

    @Test
    @Timeout(60)
    void the_package_is_refused_in_a_sentence() throws IOException, InterruptedException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("pytorch-native"))
                        .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-DDJL_CACHE_DIR=" + cache,
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        cache.toString());
        Process child = builder.redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("REFUSED model tiny 0.1.0 is refused: mean: ")
                .contains("PyTorch cannot start on " + System.getProperty("os.name"))
                .contains("its native library must be on the class path for this platform");
    }

    /** Loads a model and prints what became of it. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            var choice = new VariantChoice(Set.of(), null);
            var loader = new DjlClassifierLoader(new DeviceChoice.Cpu(), choice, Path.of(args[0]));
            var variant = TestPackages.variant("mean", "PyTorch", "mean.pt");
            switch (loader.load(TinyModels.of(variant))) {
                case LoadOutcome.Loaded loaded -> System.out.println("LOADED");
                case LoadOutcome.Refused(String message) ->
                        System.out.println("REFUSED " + message);
            }
        }
    }
}
