package io.floracare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What goes wrong in a stack on purpose. */
final class Incidents {
    private final ComposeStack stack;
    private final PrometheusServer prometheus;
    private final StackLoad load;

    Incidents(ComposeStack stack, PrometheusServer prometheus, StackLoad load) {
        this.stack = stack;
        this.prometheus = prometheus;
        this.load = load;
    }

    /** Lowers a container's limit until its process has nearly all of it. */
    void tightenMemory(String service) throws IOException {
        String container = stack.containers(service).getFirst();
        double resident =
                prometheus.value("process_resident_memory_bytes{instance=\"" + container + "\"}");
        assertThat(resident).isPositive();
        String limit = Long.toString((long) (resident / 0.95));
        stack.docker("update", "--memory", limit, "--memory-swap", "-1", container);
    }

    /** Kills and starts a container three times; each life is seen by Prometheus. */
    void restartThrice(String service) throws Exception {
        String container = stack.containers(service).getFirst();
        for (int time = 1; time <= 3; time++) {
            int changes = time;
            restart(container);
            StackLoad.until(() ->
                    prometheus.value(
                                    "changes(process_start_time_seconds{instance=\""
                                            + container
                                            + "\"}[15m])")
                            >= changes);
        }
    }

    /** Kills a container and starts it. */
    void restart(String container) throws IOException {
        stack.docker("restart", "-t", "0", container);
        prometheus.retarget(stack.targets());
    }

    /** Starts a container that has ended. */
    void start(String container) throws IOException {
        stack.docker("start", container);
        prometheus.retarget(stack.targets());
    }

    /** A service that is frozen until this is closed. */
    @FunctionalInterface
    interface Pause extends AutoCloseable {
        @Override
        void close();
    }

    /** Freezes a service: its connections stay open and nothing answers. */
    Pause pause(String service) throws Exception {
        List<String> containers = stack.containers(service);
        for (String container : containers) {
            // A busy machine may be too slow for the engine, which gives up soon.
            StackLoad.until(() -> stack.succeeds("pause", container));
        }
        return () ->
                stack.docker(
                        Stream.concat(Stream.of("unpause"), containers.stream())
                                .toArray(String[]::new));
    }

    /** Asks the gateway for a prediction that comes too late. */
    void predictInVain(String key) throws IOException {
        Path photo = Files.write(Files.createTempFile("leaf", ".jpg"), load.freshLeaf());
        String curl =
                "curl -s -o /dev/null -w '%{http_code}' -H 'Request-Timeout: 0.3' -H 'X-API-Key: "
                        + key
                        + "' -F file=@"
                        + photo
                        + " "
                        + stack.gateway()
                        + "/predict";
        assertThat(stack.asWritten(curl)).isEqualTo("504");
        load.alsoSent(1);
        Files.delete(photo);
    }
}
