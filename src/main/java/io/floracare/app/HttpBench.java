package io.floracare.app;

import io.floracare.app.BenchRun.Row;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Predictions over HTTP through broker, classifier and gateway in processes of their own. This
 * process is the clients, and takes its share of the machine.
 */
public final class HttpBench {
    private static final Duration START = Duration.ofMinutes(1);
    private static final int WARM_UP_ROUND = 2_000;
    private static final int WARM_UP_ROUNDS = 15;
    private static final int BACKLOG = 10_000;
    private static final int IDLE_CONNECTIONS = 10_000;
    private static final double OVERLOAD = 3;

    private final Options options;
    private final Consumer<Row> rows;
    private final Clock clock;

    /**
     * What is measured.
     *
     * @param modelPackage served
     * @param variant forced; null for the package's choice
     * @param folder for data and logs
     * @param images of each run
     */
    public record Options(Path modelPackage, @Nullable String variant, Path folder, int images) {}

    public HttpBench(Options options, Consumer<Row> rows, Clock clock) {
        this.options = options;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Runs everything, which takes minutes.
     *
     * @throws IOException with a sentence if a part cannot be started
     */
    public void run() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        List<byte[]> images = BenchRun.draw();
        String variant = options.variant() == null ? "" : options.variant();
        try (PipelineBench pipeline =
                        new PipelineBench(
                                options.folder(),
                                options.modelPackage(),
                                variant,
                                cores,
                                images,
                                clock);
                ChildProcess gateway = gateway(pipeline)) {
            URI address = URI.create(gateway.awaitLine(START));
            InetSocketAddress port = new InetSocketAddress(address.getHost(), address.getPort());
            pipeline.stack()
                    .awaitReady(
                            gateway,
                            HttpRequest.newBuilder(address.resolve("/health/ready")).build());
            HttpLoad load = new HttpLoad(port, images);
            warmUp(
                    pipeline.stack(),
                    HttpRequest.newBuilder(address.resolve("/metrics")).build(),
                    load);
            measure(pipeline, gateway, load, port);
        }
    }

    private ChildProcess gateway(PipelineBench pipeline) throws IOException {
        List<String> command = new ArrayList<>(List.of("gateway"));
        for (String setting :
                List.of(
                        "kafka.bootstrap.servers="
                                + pipeline.stack().clients().settings().get("bootstrap.servers"),
                        "gateway.port=0",
                        // The same few images come again and again.
                        "gateway.cache.size=0")) {
            command.add("--set");
            command.add(setting);
        }
        return new ChildProcess(
                options.folder().resolve("gateway.log"),
                Map.of(),
                List.of("-Xms256m", "-Xmx512m"),
                command);
    }

    /** Until the gateway's compiler rests, as the pipeline's has. */
    private static void warmUp(BenchStack stack, HttpRequest metrics, HttpLoad load)
            throws IOException, InterruptedException {
        double compiling = 1;
        for (int round = 0; round < WARM_UP_ROUNDS && compiling > PipelineBench.WARM; round++) {
            double before = stack.compilationSeconds(metrics);
            long start = System.nanoTime();
            load.closed(100, WARM_UP_ROUND);
            // Refusals go another way.
            load.open(WARM_UP_ROUND, WARM_UP_ROUND);
            compiling =
                    (stack.compilationSeconds(metrics) - before)
                            / ((System.nanoTime() - start) / 1e9);
        }
    }

    private void measure(
            PipelineBench pipeline, ChildProcess gateway, HttpLoad load, InetSocketAddress port)
            throws IOException, InterruptedException {
        PipelineBench.Figures alone = pipeline.saturation(options.images());
        rows.accept(
                new Row(
                        "pipeline, saturated",
                        0,
                        alone.perSecond(),
                        alone.p50(),
                        alone.p95(),
                        alone.p99(),
                        alone.classifierCpuMillis(),
                        alone.brokerCpuMillis(),
                        null));
        Meter meter = new Meter(pipeline, gateway);
        double most = 0;
        for (int clients : new int[] {1, 8, 100, 500}) {
            int count = clients == 1 ? 300 : options.images();
            HttpLoad.Outcome outcome =
                    meter.run(
                            "HTTP, closed loop, %d clients".formatted(clients),
                            () -> load.closed(clients, count),
                            o ->
                                    clients == 100
                                            ? "%.0f %% of the pipeline's throughput"
                                                    .formatted(
                                                            100 * o.perSecond() / alone.perSecond())
                                            : "");
            most = Math.max(most, outcome.perSecond());
        }
        double half = most / 2;
        meter.run(
                "HTTP, open loop, half load",
                () -> load.open(half, options.images() / 2),
                o ->
                        "p50 %.1f ms above decode + preprocess + forward"
                                .formatted(o.overhead().percentile(50)));
        pipeline.queue(BACKLOG);
        meter.run(
                "HTTP, 1 client, behind %,d bulk images".formatted(BACKLOG),
                () -> load.closed(1, 300),
                o -> "");
        pipeline.drain();
        health(load);
        double rate = OVERLOAD * most;
        double best = most;
        meter.run(
                "HTTP, open loop, %.0f × the maximum".formatted(OVERLOAD),
                () -> load.open(rate, (int) (rate * 20)),
                o -> "goodput %.0f %% of the maximum".formatted(100 * o.perSecond() / best));
        idle(gateway, port);
    }

    private void health(HttpLoad load) throws IOException, InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> saturation = executor.submit(() -> load.closed(100, options.images()));
            Latencies health = load.health(Duration.ofMillis(10), saturation);
            rows.accept(
                    new Row(
                            "GET /health while 100 clients predict",
                            1,
                            null,
                            health.percentile(50),
                            health.percentile(95),
                            health.percentile(99),
                            null,
                            null,
                            null));
        }
    }

    private void idle(ChildProcess gateway, InetSocketAddress port) throws IOException {
        long before = gateway.residentBytes();
        List<HttpConnection> connections = new ArrayList<>();
        try {
            byte[] request = HttpConnection.get("/health");
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                HttpConnection connection = new HttpConnection(port);
                connections.add(connection);
                connection.send(request);
            }
            rows.accept(
                    new Row(
                            "%,d idle connections".formatted(IDLE_CONNECTIONS),
                            0,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            "%d MB more resident memory"
                                    .formatted((gateway.residentBytes() - before) >> 20)));
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** Runs a load and says what it took of whom. */
    private final class Meter {
        private final PipelineBench pipeline;
        private final ChildProcess gateway;

        Meter(PipelineBench pipeline, ChildProcess gateway) {
            this.pipeline = pipeline;
            this.gateway = gateway;
        }

        HttpLoad.Outcome run(String name, Run load, Note note) throws InterruptedException {
            long classifierCpu = pipeline.stack().classifier().cpuNanos();
            long brokerCpu = pipeline.stack().broker().cpuNanos();
            long gatewayCpu = gateway.cpuNanos();
            HttpLoad.Outcome outcome = load.run();
            int images = Math.max(1, outcome.ok().size());
            String more = note.of(outcome);
            rows.accept(
                    new Row(
                            name,
                            0,
                            outcome.perSecond(),
                            outcome.ok().percentile(50),
                            outcome.ok().percentile(95),
                            outcome.ok().percentile(99),
                            (pipeline.stack().classifier().cpuNanos() - classifierCpu)
                                    / 1e6
                                    / images,
                            (pipeline.stack().broker().cpuNanos() - brokerCpu) / 1e6 / images,
                            "gateway %.2f ms CPU; %d refused, %d failed%s"
                                    .formatted(
                                            (gateway.cpuNanos() - gatewayCpu) / 1e6 / images,
                                            outcome.refused(),
                                            outcome.failed(),
                                            more.isEmpty() ? "" : "; " + more)));
            return outcome;
        }
    }

    private interface Run {
        HttpLoad.Outcome run() throws InterruptedException;
    }

    private interface Note {
        String of(HttpLoad.Outcome outcome);
    }
}
