package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.cli.CliFixture.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that needs Kafka, where nobody answers. */
final class DeadBrokerTest {
    /** Half of what Kafka's own clients would wait. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final List<String> COMMANDS =
            List.of(
                    "topics apply",
                    "topics describe",
                    "publish LABELS",
                    "results --follow",
                    "label LABELS",
                    "dead-letters list",
                    "dead-letters replay",
                    "baseline build --topic leaf-features",
                    "drift report",
                    "drift accept",
                    "drift accept --revoke",
                    "drift backtest");

    @TempDir private Path folder;

    @Test
    void a_command_says_that_nobody_answers_and_gives_up() throws Exception {
        Path labels = Files.writeString(folder.resolve("labels.csv"), "id,label\na,Moss\n");
        String address = "127.0.0.1:" + deafPort();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            List<Future<Outcome>> all =
                    executor.invokeAll(
                            COMMANDS.stream()
                                    .map(command ->
                                            (Callable<Outcome>)
                                                    () ->
                                                            run(
                                                                    address,
                                                                    command.replace(
                                                                            "LABELS",
                                                                            labels.toString())))
                                    .toList());

            for (int i = 0; i < COMMANDS.size(); i++) {
                Outcome outcome = all.get(i).get();
                assertThat(outcome.err().lines())
                        .as(COMMANDS.get(i))
                        .hasSize(2)
                        .first()
                        .isEqualTo(
                                "floracare: no answer from Kafka at "
                                        + address
                                        + " yet, still trying");
                assertThat(outcome.err())
                        .contains("floracare: no answer from Kafka at " + address + " in time to");
                assertThat(outcome.code()).isEqualTo(1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
        }
    }

    private Outcome run(String address, String command) {
        return new CliFixture()
                .with("KAFKA_BOOTSTRAP_SERVERS", address)
                // The sentence is the same after 12 s.
                .with("KAFKA_DEFAULT_API_TIMEOUT_MS", "3500")
                .with("KAFKA_REQUEST_TIMEOUT_MS", "3500")
                .with("FLORACARE_DATA_DIR", folder.toString())
                .run(command.split(" "));
    }

    private static int deafPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
