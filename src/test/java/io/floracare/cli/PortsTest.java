package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.cli.CliFixture.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports that are asked for and cannot be had. */
final class PortsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --once --kafka-port",
                "demo --once --s3-port",
                "demo --once --http-port",
                "broker --dir FOLDER/broker --port"
            })
    void a_port_that_is_taken_is_said_by_its_option_before_anything_starts(String command)
            throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = run(command + " " + taken.getLocalPort());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .startsWith(
                            "floracare: %s %d cannot be had ("
                                    .formatted(
                                            command.substring(command.lastIndexOf(" ") + 1),
                                            taken.getLocalPort()))
                    .hasLineCount(1);
        }
        assertThat(folder.resolve("demo")).doesNotExist();
        assertThat(folder.resolve("broker")).doesNotExist();
    }

    @Test
    void two_options_cannot_have_one_port() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(run("demo --once --kafka-port " + port + " --http-port " + port).err())
                .startsWith("floracare: --http-port " + port + " cannot be had");
    }

    private Outcome run(String command) {
        return new CliFixture()
                .with("FLORACARE_DATA_DIR", folder.toString())
                .run(command.replace("FOLDER", folder.toString()).split(" "));
    }
}
