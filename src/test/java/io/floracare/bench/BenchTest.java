package io.floracare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.Script;
import io.floracare.inference.ScriptedClassifier;
import io.floracare.inference.ScriptedClassifierLoader;
import io.floracare.inference.TestPackages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BenchTest {
    private static final BenchPlan SHORT =
            new BenchPlan(Duration.ofMillis(50), Duration.ofMillis(50), 3);

    @Test
    void forward_measures_every_thread_and_closes_its_sessions() throws Exception {
        ScriptedClassifier classifier = (ScriptedClassifier) classifier("");

        Measurement measured = new ForwardBench(SHORT).run(classifier, 2);

        assertThat(measured.name()).isEqualTo("forward, v");
        assertThat(measured.threads()).isEqualTo(2);
        assertThat(measured.images()).isPositive();
        assertThat(measured.slowest()).isPositive().isLessThanOrEqualTo(measured.imagesPerSecond());
        assertThat(measured.fastest()).isGreaterThanOrEqualTo(measured.imagesPerSecond());
        assertThat(measured.cpuMillis()).isPositive();
        assertThat(measured.p50Millis()).isLessThanOrEqualTo(measured.p95Millis());
        assertThat(measured.p95Millis()).isLessThanOrEqualTo(measured.p99Millis());
        assertThat(measured.stageCpuMillis()).isEmpty();
        assertThat(classifier.openSessions()).isZero();
        assertThat(classifier.misuses()).isZero();
    }

    @Test
    void the_path_tells_its_stages_which_add_up() throws Exception {
        Measurement measured =
                new PathBench(SHORT, ImageLimits.DEFAULT)
                        .run("path", classifier(""), List.of(png(20), png(40)), 1);

        assertThat(measured.stageCpuMillis().keySet()).containsExactlyElementsOf(PathBench.STAGES);
        double sum = measured.stageCpuMillis().values().stream().mapToDouble(d -> d).sum();
        assertThat(sum).isPositive().isLessThanOrEqualTo(measured.cpuMillis());
    }

    @Test
    void an_image_that_cannot_be_read_ends_the_benchmark_on_all_threads() {
        byte[] text = "no image".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() ->
                        new PathBench(SHORT, ImageLimits.DEFAULT)
                                .run("path", classifier(""), List.of(text), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an image cannot be measured: ");
    }

    @Test
    void a_thread_that_fails_while_others_warm_up_does_not_hang_them() {
        assertThatThrownBy(() -> new ForwardBench(SHORT).run(classifier("call:3=throw"), 3))
                .hasMessage("the script says so");
    }

    @Test
    void a_plan_that_measures_nothing_is_refused() {
        assertThatThrownBy(() -> new BenchPlan(Duration.ZERO, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BenchPlan(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Classifier classifier(String script) {
        var variant = TestPackages.variant("v", "none", "none");
        var outcome =
                new ScriptedClassifierLoader(Script.parse(script))
                        .load(TestPackages.of(Path.of(""), variant));
        return ((LoadOutcome.Loaded) outcome).classifier();
    }

    private static byte[] png(int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
