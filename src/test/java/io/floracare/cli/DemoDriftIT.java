package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.testing.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, quickened: windows of three seconds. */
final class DemoDriftIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir private Path folder;

    @Test
    void leaves_that_darken_and_blur_are_an_alert_that_names_it_and_goes_with_them() {
        try (ChildJvm demo =
                ChildJvm.of(Main.class)
                        .jvmArgs("-Xmx1g", "-Djava.awt.headless=true")
                        .args("demo", "--rate", "25", "--dir", folder.toString())
                        .start()) {
            demo.awaitLine("dark and blurred from now on", PATIENCE);
            String fired = demo.awaitLine("ALERT      firing (drift, all)", PATIENCE);
            demo.awaitLine("drawn as at first again", PATIENCE);
            demo.awaitLine("ALERT      resolved (drift, all)", PATIENCE);
            demo.terminate();
            demo.awaitExit(PATIENCE);

            assertThat(fired).contains("brightness", "sharpness");
            List<String> said =
                    demo.output().stream()
                            .filter(line ->
                                    line.contains("(drift, all)")
                                            || line.startsWith("Drift      ")
                                                    && !line.contains("http"))
                            .toList();
            assertThat(said).hasSize(6);
            assertThat(said.get(0)).contains("the first 300 leaves become the baseline");
            assertThat(said.get(1)).contains("baseline accepted: ");
            assertThat(said.get(2)).contains("dark and blurred from now on");
            assertThat(said.get(5)).contains("resolved");
        }
    }
}
