package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.baseline.AcceptedBaselines;
import io.floracare.bench.SimulatedRecords;
import io.floracare.client.KafkaClients;
import io.floracare.drift.DriftPolicy;
import io.floracare.message.Features;
import io.floracare.message.Json;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicReport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The whole aggregator through a real broker, both in processes of their own. Records become
 * readable all at once, when their transaction is committed, so that publishing them takes nothing
 * from the measurement.
 */
public final class DriftStreamBench implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int BASELINE = 20_000;

    private final TopicCatalogue topics = TopicCatalogue.load();
    private final Clock clock;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SimulatedRecords records = new SimulatedRecords(7);
    private final ChildProcess broker;
    private final ChildProcess aggregator;
    private final KafkaClients clients;
    private final Producer<byte[], byte[]> producer;
    private final int port;
    private long sent;

    /**
     * What a run took.
     *
     * @param records how many
     * @param perSecond records a second of wall time, from readable to counted
     * @param aggregatorMicros CPU time a record of the aggregator's process
     * @param brokerMicros CPU time a record of the broker's process
     */
    public record Figures(
            int records, double perSecond, double aggregatorMicros, double brokerMicros) {
        /** Records a second that one core of the aggregator takes. */
        public double perCore() {
            return 1e6 / aggregatorMicros;
        }
    }

    /**
     * Starts broker and aggregator.
     *
     * @param folder for data and logs; emptied by the caller
     * @param threads of the aggregator
     */
    public DriftStreamBench(Path folder, int threads, Clock clock)
            throws IOException, InterruptedException {
        this.clock = clock;
        broker =
                new ChildProcess(
                        folder.resolve("broker.log"),
                        Map.of(),
                        List.of("-Xmx512m"),
                        List.of("broker", "--dir", folder.resolve("kafka").toString()));
        try {
            String bootstrap = broker.awaitLine(START);
            clients = new KafkaClients(Map.of("bootstrap.servers", bootstrap));
            applyTopics();
            AcceptedBaselines.accept(
                    clients,
                    topics.driftBaselines().name(),
                    SimulatedRecords.baseline(
                            DriftPolicy.DEFAULT.withWindow(WINDOW), BASELINE, clock.instant()),
                    topics.driftBaselines().maxMessageBytes());
            port = freePort();
            aggregator =
                    new ChildProcess(
                            folder.resolve("drift.log"),
                            Map.of(),
                            List.of("-Xmx1g"),
                            command(bootstrap, folder, threads));
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
        producer =
                clients.transactionalProducer(
                        topics.features().maxMessageBytes(), "floracare-bench-drift");
        producer.initTransactions();
        await(() -> get("/health/ready").statusCode() == 200, START);
    }

    private List<String> command(String bootstrap, Path folder, int threads) {
        List<String> command = new ArrayList<>(List.of("drift"));
        Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "http.port",
                        Integer.toString(port),
                        "drift.window",
                        WINDOW.toSeconds() + "s",
                        "drift.grace",
                        "1s",
                        "drift.late",
                        "10m",
                        "drift.idle",
                        "2s",
                        "drift.threads",
                        Integer.toString(threads),
                        "data.dir",
                        folder.resolve("drift").toString())
                .forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    private void applyTopics() throws IOException {
        try (Admin admin = clients.admin()) {
            switch (new TopicAdmin(admin, topics, Duration.ofSeconds(30))
                    .apply(TopicAdmin.Options.DEFAULT)) {
                case TopicReport.Topics<?> made -> {}
                case TopicReport.Unavailable<?> unavailable ->
                        throw new IOException(unavailable.message());
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * Sends records of the last window's length of event time and waits until all are counted and
     * committed.
     */
    public Figures run(int size) throws IOException, InterruptedException {
        Instant from = clock.instant().minus(WINDOW);
        List<byte[]> values = new ArrayList<>(size);
        for (Features record : records.take(size, from, WINDOW.toMillis())) {
            values.add(Json.mapper().writeValueAsBytes(record));
        }
        producer.beginTransaction();
        for (int i = 0; i < size; i++) {
            byte[] key = ("photo-" + (sent + i)).getBytes(UTF_8);
            var _ =
                    producer.send(
                            new ProducerRecord<>(topics.features().name(), key, values.get(i)));
        }
        producer.flush();
        sent += size;
        long aggregatorCpu = aggregator.cpuNanos();
        long brokerCpu = broker.cpuNanos();
        long start = System.nanoTime();
        producer.commitTransaction();
        await(() -> counted() >= sent, PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        // What was counted is in the stores and on the topics after the next commit, and judged.
        long before = System.nanoTime();
        await(() -> System.nanoTime() - before > 3 * WINDOW.toNanos() / 10, PATIENCE);
        return new Figures(
                size,
                size / seconds,
                (aggregator.cpuNanos() - aggregatorCpu) / 1e3 / size,
                (broker.cpuNanos() - brokerCpu) / 1e3 / size);
    }

    private double counted() throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("floracare_drift_photos_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(Condition condition, Duration atMost)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end && aggregator.isAlive()) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(50);
        }
        throw new IOException("the aggregator did not get there in time; see " + aggregator.log());
    }

    @Override
    public void close() {
        http.close();
        if (producer != null) {
            producer.close();
        }
        aggregator.close();
        broker.close();
    }
}
