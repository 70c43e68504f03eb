package io.floracare.app;

import io.floracare.client.KafkaClients;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.LoggerFactory;

/**
 * A broker and a classifier in processes of their own, topics and model in place, on free ports.
 */
final class BenchStack implements AutoCloseable {
    private static final String BUCKET = "bench";
    private static final Duration START = Duration.ofMinutes(2);

    private final EmbeddedS3 s3;
    private final ChildProcess broker;
    private final ChildProcess classifier;
    private final KafkaClients clients;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    /**
     * @param folder for data and logs
     * @param modelPackage served
     * @param variant forced; empty for the package's choice
     * @param threads of each lane
     */
    BenchStack(Path folder, Path modelPackage, String variant, int threads)
            throws IOException, InterruptedException {
        List<AutoCloseable> opened = new ArrayList<>();
        boolean up = false;
        try {
            broker =
                    new ChildProcess(
                            folder.resolve("broker.log"),
                            Map.of(),
                            List.of("-Xmx512m"),
                            List.of("broker", "--dir", folder.resolve("kafka").toString()));
            opened.add(broker);
            s3 =
                    EmbeddedS3.start(
                            folder.resolve("s3"), 0, EmbeddedS3.Keys.random(new SecureRandom()));
            opened.add(s3);
            s3.createBucket(BUCKET);
            String key = push(modelPackage);
            String bootstrap = broker.awaitLine(START);
            clients = new KafkaClients(Map.of("bootstrap.servers", bootstrap));
            applyTopics();
            port = freePort();
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "classifier",
                                    "--set",
                                    "kafka.bootstrap.servers=" + bootstrap,
                                    "--set",
                                    "s3.endpoint=" + s3.endpoint(),
                                    "--set",
                                    "s3.path.style=true",
                                    "--set",
                                    "model.s3.bucket=" + BUCKET,
                                    "--set",
                                    "model.s3.key=" + key,
                                    "--set",
                                    "http.port=" + port,
                                    "--set",
                                    "stream.threads=" + threads,
                                    "--set",
                                    "express.threads=" + threads,
                                    "--set",
                                    "data.dir=" + folder.resolve("classifier")));
            if (!variant.isEmpty()) {
                command.addAll(List.of("--set", "model.variant=" + variant));
            }
            classifier =
                    new ChildProcess(
                            folder.resolve("classifier.log"),
                            Map.of(
                                    "AWS_ACCESS_KEY_ID", s3.keys().accessKey(),
                                    "AWS_SECRET_ACCESS_KEY", s3.keys().secretKey(),
                                    "AWS_REGION", "us-east-1"),
                            // All of the heap is there from the start: what grows then is native
                            // memory.
                            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"),
                            command);
            opened.add(classifier);
            awaitReady(classifier, get("/health/ready"));
            up = true;
        } finally {
            if (!up) {
                for (AutoCloseable part : opened.reversed()) {
                    closeQuietly(part);
                }
            }
        }
    }

    private String push(Path modelPackage) throws IOException {
        try (S3Access access =
                S3Access.open(
                        S3Options.of(s3.endpoint(), true)
                                .withKeys(s3.keys().accessKey(), s3.keys().secretKey()))) {
            return switch (new ModelCatalogue(access.bucket(BUCKET))
                    .push(modelPackage, true, (path, bytes) -> {})) {
                case ModelCatalogue.Outcome.Failed<ModelCatalogue.Pushed> failed ->
                        throw new IOException(failed.message());
                case ModelCatalogue.Outcome.Done<ModelCatalogue.Pushed> done ->
                        ModelAddress.Packaged.of(done.value().id()).key();
            };
        }
    }

    private void applyTopics() throws IOException {
        try (Admin admin = clients.admin()) {
            switch (new TopicAdmin(admin, TopicCatalogue.load(), Duration.ofSeconds(30))
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

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    }

    /**
     * CPU time that the classifier's threads spent on decode, preprocess and inference so far, in
     * nanoseconds, as its metrics state it.
     */
    double computeCpuNanos() throws IOException, InterruptedException {
        return metric(get("/metrics"), "floracare_compute_cpu_seconds_total") * 1e9;
    }

    /** Seconds that the classifier's compiler has worked so far. */
    double compilationSeconds() throws IOException, InterruptedException {
        return compilationSeconds(get("/metrics"));
    }

    /** Seconds that a process's compiler has worked so far, as its metrics state it. */
    double compilationSeconds(HttpRequest metrics) throws IOException, InterruptedException {
        return metric(metrics, "jvm_compilation_seconds_total");
    }

    /** Sum over the labels. */
    private double metric(HttpRequest metrics, String name)
            throws IOException, InterruptedException {
        return http.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Waits until a process says that it is ready. */
    void awaitReady(ChildProcess process, HttpRequest readiness)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            }
            Thread.sleep(200);
        }
        throw new IOException(
                "a process that the benchmark needs did not become ready; see " + process.log());
    }

    KafkaClients clients() {
        return clients;
    }

    ChildProcess broker() {
        return broker;
    }

    ChildProcess classifier() {
        return classifier;
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(BenchStack.class)
                    .atWarn()
                    .setCause(e)
                    .log("A part of the benchmark did not close cleanly");
        }
    }

    @Override
    public void close() {
        http.close();
        closeQuietly(classifier);
        closeQuietly(s3);
        closeQuietly(broker);
    }
}
