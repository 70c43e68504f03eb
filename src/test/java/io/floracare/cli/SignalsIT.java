package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.testing.ChildJvm;
import io.floracare.testing.KafkaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are ended from outside. */
final class SignalsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void sigterm_ends_in_order_with_143() {
        try (ChildJvm broker = start("broker", "--dir", folder.resolve("broker").toString())) {
            broker.awaitLine("127.0.0.1:", PATIENCE);

            broker.terminate();

            assertThat(broker.awaitExit(PATIENCE)).isEqualTo(143);
        }
    }

    @Test
    void ctrl_c_ends_a_benchmark_with_130_and_leaves_no_folder_behind() throws Exception {
        try (ChildJvm bench = start("bench", "drift", "--stream-only")) {
            KafkaProbe.until(
                    () -> benches().stream().anyMatch(each -> Files.exists(each.resolve("kafka"))));

            bench.signal("INT");

            assertThat(bench.awaitExit(PATIENCE)).as(bench.output().toString()).isEqualTo(130);
            assertThat(bench.output()).noneMatch(line -> line.contains("unexpected"));
        }
        assertThat(benches()).isEmpty();
    }

    private List<Path> benches() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("bench-")).toList();
        }
    }

    private ChildJvm start(String... args) {
        return ChildJvm.of(Main.class)
                .env("FLORACARE_DATA_DIR", folder.toString())
                .args(args)
                .start();
    }
}
