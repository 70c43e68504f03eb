package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.Main;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.testing.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, quickened: windows of three seconds. */
final class DemoDriftIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern KEYS =
            Pattern.compile("AWS_ACCESS_KEY_ID=(\\S+) AWS_SECRET_ACCESS_KEY=(\\S+)");

    @TempDir private Path folder;

    @Test
    void leaves_that_darken_and_blur_are_an_alert_that_names_it_and_goes_with_them()
            throws Exception {
        int s3Port = freePort();
        try (ChildJvm demo =
                ChildJvm.of(Main.class)
                        .jvmArgs("-Xmx1g", "-Djava.awt.headless=true")
                        .args(
                                "demo",
                                "--rate",
                                "25",
                                "--dir",
                                folder.toString(),
                                "--s3-port",
                                Integer.toString(s3Port))
                        .start()) {
            storeOpensWithTheKeysShown(
                    s3Port, demo.awaitLine("export AWS_ACCESS_KEY_ID=", PATIENCE));
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
                                            || (line.startsWith("Drift      ")
                                                    && !line.contains("http")))
                            .toList();
            assertThat(said).hasSize(6);
            assertThat(said.get(0)).contains("the first 300 leaves become the baseline");
            assertThat(said.get(1)).contains("baseline accepted: ");
            assertThat(said.get(2)).contains("dark and blurred from now on");
            assertThat(said.get(5)).contains("resolved");
        }
    }

    private static void storeOpensWithTheKeysShown(int port, String line) throws Exception {
        Matcher keys = KEYS.matcher(line);
        assertThat(keys.find()).isTrue();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try (S3Access access =
                S3Access.open(
                        S3Options.of(endpoint, true).withKeys(keys.group(1), keys.group(2)))) {
            assertThat(ModelCommand.done(new ModelCatalogue(access.bucket("floracare")).list()))
                    .isNotNull();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
