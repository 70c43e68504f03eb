package io.floracare.operation;

import io.floracare.operation.PrometheusServer.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** docker-compose.yml with the tests' additions, under a name and on ports of its own. */
final class ComposeStack implements AutoCloseable {
    static final String IMAGE = "floracare:test";
    private static final String PROJECT = "floracare-test";

    private final Shell shell;
    private final List<String> compose;
    private final int gatewayPort;
    private final int kafkaPort;

    /**
     * @param tls folder with {@code certificate.pem} and {@code key.pem} of the second gateway
     * @param receiver this machine's port that drift's alerts are posted to
     */
    ComposeStack(Path tls, int receiver) throws IOException {
        gatewayPort = freePort();
        kafkaPort = freePort();
        boolean second =
                new Shell(Map.of()).run(List.of("docker-compose", "version")).status() != 0;
        boolean buildx =
                new Shell(Map.of()).run(List.of("docker", "buildx", "version")).status() == 0;
        shell =
                new Shell(
                        Map.of(
                                "COMPOSE_PROJECT_NAME",
                                PROJECT,
                                "COMPOSE_FILE",
                                "docker-compose.yml:src/test/resources/compose-test.yml",
                                "DOCKER_BUILDKIT",
                                buildx ? "1" : "0",
                                "COMPOSE_DOCKER_CLI_BUILD",
                                buildx ? "1" : "0",
                                "FLORACARE_IMAGE",
                                IMAGE,
                                "GATEWAY_PORT",
                                Integer.toString(gatewayPort),
                                "KAFKA_PORT",
                                Integer.toString(kafkaPort),
                                "RECEIVER_PORT",
                                Integer.toString(receiver),
                                "TLS_FOLDER",
                                tls.toString()));
        compose = second ? List.of("docker", "compose") : List.of("docker-compose");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Runs a command of Compose. */
    String compose(String... words) {
        return shell.output(Stream.concat(compose.stream(), Stream.of(words)).toList());
    }

    /** Runs a line of a document as a reader of it would, on this stack's port. */
    String asWritten(String line) {
        return shell.output(
                List.of(
                        "bash",
                        "-c",
                        line.replace("docker-compose", String.join(" ", compose))
                                .replace(":8080", ":" + gatewayPort)));
    }

    String docker(String... words) {
        return shell.output(dockerCommand(words));
    }

    /** Whether a command of Docker does. */
    boolean succeeds(String... words) {
        return shell.run(dockerCommand(words)).status() == 0;
    }

    private static List<String> dockerCommand(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return command;
    }

    /** The containers of a service that run. */
    List<String> containers(String service) {
        return docker(
                        "ps",
                        "-q",
                        "--filter",
                        "label=com.docker.compose.project=" + PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .toList();
    }

    /**
     * What Prometheus finds, by job; ended containers as well. A container has another address
     * after a restart if a lower one was free.
     */
    Map<String, List<Target>> targets() {
        return Map.of(
                "classifier",
                        Stream.of("classifier", "classifier-astray", "classifier-cut-off")
                                .flatMap(service -> targets("http", service, 8081))
                                .toList(),
                "drift", targets("http", "drift", 8081).toList(),
                "gateway",
                        Stream.concat(
                                        targets("http", "gateway", 8080),
                                        targets("https", "gateway-tls", 8080))
                                .toList());
    }

    private Stream<Target> targets(String scheme, String service, int port) {
        return docker(
                        "ps",
                        "-aq",
                        "--filter",
                        "label=com.docker.compose.project=" + PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .map(container ->
                        new Target(
                                container,
                                URI.create(scheme + "://" + address(container) + ":" + port)));
    }

    /**
     * A container's address, which this machine reaches; where nothing answers if it does not run.
     */
    private String address(String container) {
        String address =
                docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        container);
        return address.isEmpty() ? "127.0.0.254" : address;
    }

    /** A shell's output in a container. */
    String inside(String container, String script) {
        return docker("exec", container, "bash", "-c", script);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    String gateway() {
        return "http://127.0.0.1:" + gatewayPort;
    }

    @Override
    public void close() {
        compose("down", "-v", "--remove-orphans", "-t", "5");
    }
}
