package io.floracare.app;

import io.floracare.classify.LaneStreams;
import io.floracare.config.KafkaSettings;
import io.floracare.config.ModelSettings;
import io.floracare.config.Settings;
import io.floracare.health.CheckResult;
import io.floracare.health.Health;
import io.floracare.health.HealthServer;
import io.floracare.inference.ClassifierLoader;
import io.floracare.inference.CpuFlags;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.model.Backoff;
import io.floracare.model.ModelAddress;
import io.floracare.model.ModelCache;
import io.floracare.model.ModelFetcher;
import io.floracare.model.ModelStore;
import io.floracare.model.RefusedException;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.telemetry.JvmMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.telemetry.PrometheusMetrics;
import io.floracare.topic.TopicCatalogue;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The classifier with all its adapters: DJL, S3, Prometheus, health over HTTP. */
public final class ClassifierProcess implements AutoCloseable {
    private static final Duration LAG_PERIOD = Duration.ofSeconds(1);
    private static final Duration STORE_REFUSAL_RETRY = Duration.ofSeconds(10);

    private final ScheduledExecutorService sampler;
    private final ExecutorService claimThreads;
    private final S3Access s3;
    private final ClassifierService service;
    private final HealthServer http;

    private ClassifierProcess(
            ScheduledExecutorService sampler,
            ExecutorService claimThreads,
            S3Access s3,
            ClassifierService service,
            HealthServer http) {
        this.sampler = sampler;
        this.claimThreads = claimThreads;
        this.s3 = s3;
        this.service = service;
        this.http = http;
    }

    /** What a setting cannot say. */
    public static final class SettingsException extends Exception {
        private static final long serialVersionUID = 1L;

        SettingsException(String message) {
            super(message);
        }
    }

    /**
     * Starts to serve health at once, and images as soon as Kafka and a model are there.
     *
     * @param keys S3 credentials; null for the AWS SDK's default chain
     * @throws SettingsException if the settings name no model
     * @throws IOException if the health port cannot be had
     */
    public static ClassifierProcess start(Settings settings, S3Options.@Nullable Keys keys)
            throws SettingsException, IOException {
        ModelAddress address = address(settings.model());
        CollectorRegistry registry = new CollectorRegistry(true);
        JvmMetrics.register(registry);
        PrometheusMetrics metrics = new PrometheusMetrics(registry);
        S3Access s3 = S3Access.open(options(settings, keys));
        ModelStore store =
                new ModelStore(s3.bucket(Objects.requireNonNull(settings.model().bucket())));
        ModelCache cache = new ModelCache(settings.model().cacheDirectory(), Thread::sleep);
        ExecutorService claimThreads = Executors.newVirtualThreadPerTaskExecutor();
        ServiceStartup startup =
                new ServiceStartup(
                        settings.kafka().client(KafkaSettings.Client.ADMIN),
                        TopicCatalogue.load().withPrefix(settings.topics().prefix()),
                        address,
                        listener ->
                                new ModelFetcher(
                                        store,
                                        cache,
                                        new ModelFetcher.Retry(
                                                Backoff.DEFAULT, STORE_REFUSAL_RETRY),
                                        Thread::sleep,
                                        new SplittableRandom(),
                                        listener),
                        loader(settings.model()),
                        metrics,
                        Thread::sleep);
        ClassifierService service =
                new ClassifierService(
                        settings,
                        new ClassifierService.Parts(
                                startup, s3.claimChecks(claimThreads), metrics, Clock.systemUTC()));
        new KafkaExports(lanes(service)).register(registry);
        HealthServer http;
        try {
            http =
                    HealthServer.start(
                            settings.http().host(),
                            settings.http().port(),
                            health(service),
                            registry);
        } catch (IOException e) {
            service.close();
            claimThreads.shutdownNow();
            s3.close();
            throw e;
        }
        ScheduledExecutorService sampler =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("lag-sampler").daemon().factory());
        var _ =
                sampler.scheduleWithFixedDelay(
                        () -> service.lanes().forEach(lane -> sample(lane, metrics)),
                        LAG_PERIOD.toMillis(),
                        LAG_PERIOD.toMillis(),
                        TimeUnit.MILLISECONDS);
        service.start();
        return new ClassifierProcess(sampler, claimThreads, s3, service, http);
    }

    /** Client settings, those of one kind of client under its prefix. */
    public static Map<String, String> kafka(Settings settings) {
        return settings.kafka().streams();
    }

    /** How S3 is reached. */
    public static S3Options options(Settings settings, S3Options.@Nullable Keys keys) {
        S3Options options = S3Options.of(settings.s3().endpoint(), settings.s3().pathStyle());
        return keys == null ? options : options.withKeys(keys.accessKey(), keys.secretKey());
    }

    /** The engine's adapter as the settings want it. */
    public static ClassifierLoader loader(ModelSettings model) {
        return new DjlClassifierLoader(
                DeviceChoice.parse(model.device().name().toLowerCase(Locale.ROOT)),
                new VariantChoice(CpuFlags.read(CpuFlags.CPUINFO), model.variant()),
                model.cacheDirectory().resolve("staged"));
    }

    private static ModelAddress address(ModelSettings model) throws SettingsException {
        String key = model.key();
        if (key == null || model.bucket() == null) {
            throw new SettingsException(
                    "no model is set: give MODEL_S3_BUCKET and MODEL_S3_KEY, such as"
                            + " MODEL_S3_KEY=models/leaf-disease/0.6.0/");
        }
        try {
            return ModelAddress.parse(key, model.labelsKey());
        } catch (RefusedException e) {
            throw new SettingsException("MODEL_S3_KEY " + key + ": " + e.getMessage());
        }
    }

    private static Map<String, Supplier<List<Metric>>> lanes(ClassifierService service) {
        Map<String, Supplier<List<Metric>>> sources = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            sources.put(
                    lane.label(),
                    () ->
                            service.lanes().stream()
                                    .filter(each -> each.lane() == lane)
                                    .flatMap(each -> each.metrics().stream())
                                    .toList());
        }
        return sources;
    }

    private static void sample(LaneStreams lane, PrometheusMetrics metrics) {
        lane.lookAtLag();
        if (lane.lag() >= 0) {
            metrics.lag(lane.lane(), lane.lag());
        }
    }

    private static Health health(ClassifierService service) {
        Health health = new Health();
        health.add(
                Health.Kind.LIVE,
                "streams",
                () ->
                        service.failed()
                                ? CheckResult.failed(
                                        "a lane has stopped for good; restart the process")
                                : CheckResult.healthy());
        health.add(
                Health.Kind.READY,
                "model",
                () -> {
                    String waiting = service.waitingFor();
                    return waiting == null ? CheckResult.healthy() : CheckResult.failed(waiting);
                });
        for (Lane lane : Lane.values()) {
            health.add(Health.Kind.READY, "lane-" + lane.label(), () -> ready(service, lane));
        }
        return health;
    }

    private static CheckResult ready(ClassifierService service, Lane lane) {
        for (LaneStreams streams : service.lanes()) {
            if (streams.lane() == lane) {
                if (streams.state() != KafkaStreams.State.RUNNING) {
                    return CheckResult.failed("the lane is " + streams.state());
                }
                return CheckResult.healthy(
                        "lag " + (streams.lag() < 0 ? "unknown" : streams.lag()));
            }
        }
        return CheckResult.failed("the lane is not started");
    }

    /** The classifier itself. */
    public ClassifierService service() {
        return service;
    }

    /** Port of health and metrics. */
    public int httpPort() {
        return http.port();
    }

    /** Stops in order: lanes, sessions, models, S3, health last. */
    @Override
    public void close() {
        service.close();
        sampler.shutdownNow();
        claimThreads.shutdownNow();
        s3.close();
        http.close();
    }
}
