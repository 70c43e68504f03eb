package io.floracare.app;

import io.floracare.baseline.FetchedBaselines;
import io.floracare.config.Settings;
import io.floracare.drift.window.Baselines;
import io.floracare.health.CheckResult;
import io.floracare.health.Health;
import io.floracare.health.HealthServer;
import io.floracare.model.Backoff;
import io.floracare.model.ModelCache;
import io.floracare.model.ModelFetcher;
import io.floracare.model.ModelStore;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.telemetry.JvmMetrics;
import io.floracare.telemetry.PrometheusDriftMetrics;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drift aggregator with all its adapters: S3, Prometheus, health over HTTP. */
public final class DriftProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftProcess.class);

    private final ExecutorService fetches;
    private final @Nullable S3Access s3;
    private final DriftService service;
    private final HealthServer http;
    private final ReportTimer reports;

    private DriftProcess(
            ExecutorService fetches,
            @Nullable S3Access s3,
            DriftService service,
            HealthServer http,
            ReportTimer reports) {
        this.reports = reports;
        this.fetches = fetches;
        this.s3 = s3;
        this.service = service;
        this.http = http;
    }

    /**
     * Starts to serve health at once, and aggregates as soon as Kafka is there.
     *
     * @param keys S3 credentials; null for the AWS SDK's default chain
     * @throws IOException if the health port cannot be had
     */
    public static DriftProcess start(Settings settings, S3Options.@Nullable Keys keys)
            throws IOException {
        return start(settings, keys, settings.model().bucket());
    }

    /**
     * As {@link #start}, with no baselines but those that are accepted.
     *
     * @throws IOException if the health port cannot be had
     */
    static DriftProcess startWithoutPackages(Settings settings) throws IOException {
        return start(settings, null, null);
    }

    private static DriftProcess start(
            Settings settings, S3Options.@Nullable Keys keys, @Nullable String bucket)
            throws IOException {
        CollectorRegistry registry = new CollectorRegistry(true);
        JvmMetrics.register(registry);
        PrometheusDriftMetrics metrics = new PrometheusDriftMetrics(registry);
        ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
        S3Access s3 =
                bucket == null ? null : S3Access.open(ClassifierProcess.options(settings, keys));
        Baselines packaged =
                s3 == null || bucket == null
                        ? (model, window) ->
                                new Baselines.Lookup.None(
                                        "There is no baseline: set MODEL_S3_BUCKET to the bucket of"
                                                + " model packages, or run './floracare drift accept'.")
                        : packaged(settings, s3, bucket, fetches);
        DriftService service =
                new DriftService(settings, packaged, metrics, Clock.systemUTC(), Thread::sleep);
        new KafkaExports(Map.of("drift", service::kafkaMetrics)).register(registry);
        HealthServer http;
        try {
            http =
                    HealthServer.start(
                            settings.http().host(),
                            settings.http().port(),
                            health(service),
                            registry);
        } catch (IOException e) {
            fetches.shutdownNow();
            if (s3 != null) {
                s3.close();
            }
            throw e;
        }
        service.start();
        return new DriftProcess(
                fetches, s3, service, http, ReportTimer.start(settings, keys, Clock.systemUTC()));
    }

    private static Baselines packaged(
            Settings settings, S3Access s3, String bucket, ExecutorService fetches) {
        ModelFetcher fetcher =
                new ModelFetcher(
                        new ModelStore(s3.bucket(bucket)),
                        new ModelCache(settings.model().cacheDirectory(), Thread::sleep),
                        new ModelFetcher.Retry(Backoff.DEFAULT, null),
                        Thread::sleep,
                        new SplittableRandom(),
                        (reason, refused, delay) ->
                                LOG.atWarn().addKeyValue("again", delay).log(reason));
        return new FetchedBaselines(fetcher, fetches, Clock.systemUTC());
    }

    private static Health health(DriftService service) {
        Health health = new Health();
        health.add(
                Health.Kind.LIVE,
                "streams",
                () ->
                        service.failed()
                                ? CheckResult.failed(
                                        "the aggregator has stopped for good; restart the process")
                                : CheckResult.healthy());
        health.add(Health.Kind.READY, "streams", () -> ready(service));
        health.add(
                Health.Kind.READY,
                "baselines",
                () ->
                        service.baselinesRead()
                                ? CheckResult.healthy()
                                : CheckResult.failed("accepted baselines are not read yet"));
        return health;
    }

    private static CheckResult ready(DriftService service) {
        String waiting = service.waitingFor();
        if (waiting != null) {
            return CheckResult.failed(waiting);
        }
        KafkaStreams.State state = service.state();
        return state == KafkaStreams.State.RUNNING
                ? CheckResult.healthy()
                : CheckResult.failed("the aggregator is " + state);
    }

    /** The aggregator itself. */
    public DriftService service() {
        return service;
    }

    /** Port of health and metrics. */
    public int httpPort() {
        return http.port();
    }

    /** Stops in order: reports, streams, fetches, S3, health last. */
    @Override
    public void close() {
        reports.close();
        service.close();
        fetches.shutdownNow();
        if (s3 != null) {
            s3.close();
        }
        http.close();
    }
}
