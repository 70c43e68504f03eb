package io.floracare.app;

import io.floracare.config.AuditSettings;
import io.floracare.config.Settings;
import io.floracare.config.SettingsLoader;
import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.image.ImageLimits;
import io.floracare.image.ImageReader;
import io.floracare.inference.djl.DjlRuntime;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCatalogue;
import io.floracare.model.PackageId;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that the product needs, in this JVM: a broker, an S3 server, topics, a model, the
 * classifier, the gateway.
 */
public final class DemoStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoStack.class);
    private static final String BUCKET = "floracare";
    private static final String CLAIM_BUCKET = "floracare-images";
    private static final String CLAIMS = "s3://" + CLAIM_BUCKET + "/claims/";
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Settings settings;
    private final ClassifierProcess classifier;
    private final GatewayProcess gateway;

    /**
     * Where and how it runs.
     *
     * @param folder keeps the broker's and the store's data between runs
     * @param modelPackage the package to serve
     * @param brokerPort 0 for a free one
     * @param s3Port 0 for a free one
     * @param httpPort the gateway's; 0 for a free one
     * @param drift whether the drift aggregator runs
     * @param overrides settings of the user's own, by key
     */
    public record Options(
            Path folder,
            Path modelPackage,
            int brokerPort,
            int s3Port,
            int httpPort,
            boolean drift,
            Map<String, String> overrides) {}

    /** The stack did not come up; the sentence says why. */
    public static final class StartException extends Exception {
        private static final long serialVersionUID = 1L;

        StartException(String message) {
            super(message);
        }

        StartException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Starts everything, side by side where it can be, and returns when images are consumed.
     *
     * @param said hears a sentence about each part that is up
     */
    public static DemoStack start(Options options, Consumer<String> said)
            throws StartException, InterruptedException {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return new DemoStack(options, said, opened);
        } catch (StartException | InterruptedException | RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    private DemoStack(Options options, Consumer<String> said, Deque<AutoCloseable> opened)
            throws StartException, InterruptedException {
        requireUsable(options.modelPackage());
        EmbeddedBroker broker;
        EmbeddedS3 s3;
        PackageId model;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            // Natives take a second or two to unpack and load: while the broker starts, that costs
            // nothing.
            CompletableFuture<Void> natives =
                    CompletableFuture.runAsync(
                            () -> {
                                DjlRuntime.start("PyTorch");
                                new ImageReader(ImageLimits.DEFAULT).close();
                            },
                            executor);
            CompletableFuture<EmbeddedS3> store =
                    CompletableFuture.supplyAsync(() -> startS3(options), executor);
            broker = keep(opened, startBroker(options));
            said.accept(
                    "Kafka      "
                            + broker.bootstrapServers()
                            + "  (embedded, "
                            + options.folder().resolve("kafka")
                            + ")");
            applyTopics(broker);
            s3 = keep(opened, join(store));
            said.accept("S3         " + s3.endpoint() + "  (embedded)");
            if (options.s3Port() != 0) {
                hint(s3, said);
            }
            model = push(s3, options.modelPackage(), said);
            join(natives);
        }
        S3Options.Keys keys = new S3Options.Keys(s3.keys().accessKey(), s3.keys().secretKey());
        settings = settings(options, broker, s3, model);
        try {
            classifier = keep(opened, ClassifierProcess.start(settings, keys));
            if (options.drift()) {
                // Drawings are unlike the photos of the package's baseline.
                DriftProcess drift = keep(opened, DriftProcess.startWithoutPackages(settings));
                said.accept(
                        "Drift      http://127.0.0.1:"
                                + drift.httpPort()
                                + "/health/ready  and /metrics");
            }
        } catch (ClassifierProcess.SettingsException | IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        awaitRunning(said);
        gateway = keep(opened, startGateway(settings, keys));
        try {
            gateway.gateway().running().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "the gateway does not start: " + gateway.gateway().waitingFor(), e);
        }
        said.accept(
                "Gateway    "
                        + gatewayAddress()
                        + "  (open it in a browser to diagnose photos; docs: /docs)");
        said.accept(
                "Health     http://127.0.0.1:"
                        + classifier.httpPort()
                        + "/health/ready  and /metrics");
        this.opened.addAll(opened);
    }

    /** Before anything starts: a folder that is no package is the caller's mistake. */
    private static void requireUsable(Path modelPackage) throws StartException {
        try {
            var _ = ModelTools.read(modelPackage);
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static EmbeddedBroker startBroker(Options options) throws StartException {
        try {
            return EmbeddedBroker.start(
                    BrokerOptions.in(options.folder().resolve("kafka"))
                            .onPort(options.brokerPort()));
        } catch (IOException e) {
            throw new StartException(
                    "the embedded Kafka broker does not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedS3 startS3(Options options) {
        try {
            EmbeddedS3 s3 =
                    EmbeddedS3.start(
                            options.folder().resolve("s3"),
                            options.s3Port(),
                            EmbeddedS3.Keys.random(new SecureRandom()));
            s3.createBucket(BUCKET);
            s3.createBucket(CLAIM_BUCKET);
            return s3;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the embedded S3 server does not start: " + e.getMessage(), e);
        }
    }

    /** For this shell's tools; the keys are new with each run and good for nothing else. */
    private static void hint(EmbeddedS3 s3, Consumer<String> said) {
        said.accept(
                "           export AWS_ENDPOINT_URL=%s AWS_REGION=us-east-1 MODEL_S3_BUCKET=%s"
                        .formatted(s3.endpoint(), BUCKET));
        said.accept(
                "           export AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s"
                        .formatted(s3.keys().accessKey(), s3.keys().secretKey()));
    }

    private static void applyTopics(EmbeddedBroker broker) throws StartException {
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            switch (new TopicAdmin(admin, TopicCatalogue.load(), BROKER_TIMEOUT)
                    .apply(TopicAdmin.Options.DEFAULT)) {
                case TopicReport.Topics<?> made -> {}
                case TopicReport.Unavailable<?> unavailable ->
                        throw new StartException(
                                "the topics cannot be made: " + unavailable.message());
            }
        }
    }

    private static PackageId push(EmbeddedS3 s3, Path modelPackage, Consumer<String> said)
            throws StartException {
        try (S3Access access =
                S3Access.open(
                        S3Options.of(s3.endpoint(), true)
                                .withKeys(s3.keys().accessKey(), s3.keys().secretKey()))) {
            return switch (new ModelCatalogue(access.bucket(BUCKET))
                    .push(modelPackage, true, (path, bytes) -> {})) {
                case ModelCatalogue.Outcome.Failed<ModelCatalogue.Pushed> failed ->
                        throw new StartException(failed.message());
                case ModelCatalogue.Outcome.Done<ModelCatalogue.Pushed> done -> {
                    said.accept(
                            "Model      " + done.value().id() + "  (" + done.value().uri() + ")");
                    yield done.value().id();
                }
            };
        }
    }

    private static Settings settings(
            Options options, EmbeddedBroker broker, EmbeddedS3 s3, PackageId model)
            throws StartException {
        Map<String, String> values = new HashMap<>();
        values.put("http.port", "0");
        values.put("data.dir", options.folder().toString());
        values.putAll(options.overrides());
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("s3.endpoint", s3.endpoint().toString());
        values.put("s3.path.style", "true");
        values.put("gateway.port", Integer.toString(options.httpPort()));
        values.put("claim.prefixes", CLAIMS);
        values.put("gateway.claim.prefix", CLAIMS);
        values.put("model.s3.bucket", BUCKET);
        values.put("model.s3.key", ModelAddress.Packaged.of(model).key());
        return switch (new SettingsLoader(Map.of()).load(values, null)) {
            case SettingsLoader.Outcome.Loaded loaded -> loaded.settings();
            case SettingsLoader.Outcome.Invalid invalid ->
                    throw new StartException(String.join("; ", invalid.problems()));
        };
    }

    /** Says what is waited for when it changes; a demo's model that is refused stays refused. */
    private void awaitRunning(Consumer<String> said) throws StartException, InterruptedException {
        String last = "";
        while (true) {
            try {
                classifier.service().running().get(200, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                Startup.Waiting waiting = classifier.service().waiting();
                if (waiting != null && waiting.refused()) {
                    throw new StartException(waiting.reason(), e);
                }
                String reason = waiting == null ? "" : waiting.reason();
                if (!reason.equals(last)) {
                    said.accept("Waiting    " + reason);
                    last = reason;
                }
            } catch (ExecutionException e) {
                throw new StartException("the classifier does not start: " + e.getCause(), e);
            }
        }
    }

    private static GatewayProcess startGateway(Settings settings, S3Options.Keys keys)
            throws StartException {
        try {
            if (settings.security().audit().target() instanceof AuditSettings.Target.Stdout) {
                throw new StartException(
                        "audit.log=stdout is for ./floracare gateway: the demo prints results"
                                + " there; name a file");
            }
            return GatewayProcess.start(settings, keys, "demo", OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> T join(CompletableFuture<T> future) throws StartException {
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(String.valueOf(cause.getMessage()), e);
        }
    }

    /** The settings that a client of this stack has. */
    public Settings settings() {
        return settings;
    }

    /** Where the gateway is, such as {@code http://127.0.0.1:8080}. */
    public String gatewayAddress() {
        return gateway.gateway().address();
    }

    /** The classifier. */
    public ClassifierProcess classifier() {
        return classifier;
    }

    private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> opened, T resource) {
        opened.push(resource);
        return resource;
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part of the demo did not close cleanly");
            }
        }
    }

    /** Stops everything in reverse order. */
    @Override
    public void close() {
        closeAll(opened);
    }
}
