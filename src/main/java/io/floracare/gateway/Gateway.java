package io.floracare.gateway;

import io.floracare.client.KafkaClients;
import io.floracare.config.GatewaySettings;
import io.floracare.config.Settings;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.http.Frame;
import io.floracare.gateway.http.Listener;
import io.floracare.gateway.http.Shedding;
import io.floracare.gateway.lane.ImageStore;
import io.floracare.gateway.ops.DriftRoute;
import io.floracare.gateway.ops.OpsRoute;
import io.floracare.gateway.ops.ResultWindow;
import io.floracare.gateway.pages.Pages;
import io.floracare.gateway.predict.ImagesRoute;
import io.floracare.gateway.predict.Intake;
import io.floracare.gateway.predict.ModelsInService;
import io.floracare.gateway.predict.PredictRoute;
import io.floracare.gateway.results.RecentResults;
import io.floracare.gateway.results.ResultRoutes;
import io.floracare.gateway.results.StreamRoute;
import io.floracare.gateway.upload.MemoryBudget;
import io.floracare.gateway.upload.UploadReader;
import io.floracare.health.CheckResult;
import io.floracare.health.Health;
import io.floracare.message.Json;
import io.floracare.report.LatestReport;
import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.topic.TopicCatalogue;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.json.JavalinJackson;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gateway: serves at once, takes images as soon as Kafka is there, and until it is closed. It
 * consumes replies and results by assignment, so that any number of instances may run.
 */
public final class Gateway implements AutoCloseable {
    private final Duration shutdownTimeout;
    private final RecentResults recent;
    private final ModelsInService models = new ModelsInService();
    private final GatewayLink link;
    private final Listener listener;
    private final Intake intake;
    private final Frame frame;
    private final Shedding shedding;
    private final Security security;
    private final boolean secure;
    private final String host;
    private final List<Route> routes;
    private final Javalin server;
    private final ScheduledExecutorService sweeper;
    private volatile boolean stopping;

    /**
     * What the gateway does not make itself.
     *
     * @param store takes large images; null to put every image into its record
     * @param drift the latest drift report
     * @param metrics told of what happens
     * @param registry served under {@code /metrics}
     * @param random makes correlation ids and the secrets of sessions
     * @param traces makes trace ids, two a request, which are no secrets
     * @param clock for deadlines
     * @param version of the product
     * @param out standard output, for an audit log that goes there
     */
    public record Parts(
            @Nullable ImageStore store,
            LatestReport drift,
            GatewayMetrics metrics,
            CollectorRegistry registry,
            SecureRandom random,
            RandomGenerator traces,
            Clock clock,
            String version,
            OutputStream out) {}

    private Gateway(Settings settings, Security security, Parts parts) {
        this.security = security;
        this.secure = settings.security().tls().files() != null;
        this.host = settings.gateway().host();
        GatewaySettings gateway = settings.gateway();
        this.shutdownTimeout = settings.streams().shutdownTimeout();
        this.recent = new RecentResults(gateway.results().kept());
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        ResultWindow window = new ResultWindow(parts.clock(), topics.express().name());
        this.link =
                new GatewayLink(
                        gateway,
                        new GatewayLink.Parts(
                                new KafkaClients(settings.kafka().streams()),
                                topics,
                                groups(settings),
                                parts.store(),
                                parts.metrics(),
                                parts.random(),
                                parts.clock()),
                        read -> {
                            recent.add(read.partition(), read.offset(), read.result());
                            models.saw(read.result());
                            window.saw(read.result());
                        });
        this.listener = new Listener(gateway, security.layer());
        this.intake =
                new Intake(
                        gateway,
                        new Intake.Parts(
                                link,
                                new UploadReader(
                                        new UploadReader.Limits(
                                                settings.image().maxBytes(),
                                                gateway.limits().minRate()),
                                        new MemoryBudget(gateway.limits().bodyBytes())),
                                recent,
                                models,
                                parts.metrics(),
                                parts.clock()));
        PredictRoute predict = new PredictRoute(intake);
        this.routes = routes(gateway, parts, window, predict);
        this.shedding =
                new Shedding(
                        predict.shed(),
                        security.protection().guard(),
                        parts.traces(),
                        parts.metrics());
        this.frame = new Frame(parts.traces(), parts.metrics());
        this.server = Javalin.create(this::configure);
        this.sweeper =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("gateway-sweeper").daemon().factory());
        var _ =
                sweeper.scheduleWithFixedDelay(
                        () -> {
                            listener.closeSlow();
                            parts.metrics().connections(listener.connections());
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
    }

    /**
     * Starts to serve.
     *
     * @throws IOException with a sentence, if the port cannot be had, or nobody could authenticate
     *     where somebody must
     */
    public static Gateway start(Settings settings, Parts parts) throws IOException {
        Security security = Security.open(settings.security(), settings.gateway().host(), parts);
        Gateway gateway = new Gateway(settings, security, parts);
        try {
            gateway.server.start();
        } catch (JavalinBindException e) {
            gateway.close();
            throw new IOException(
                    "the gateway cannot listen on "
                            + settings.gateway().host()
                            + ":"
                            + settings.gateway().port()
                            + ": the port is in use or not allowed, or the host is not this machine's; set gateway.port or gateway.host",
                    e);
        } catch (JavalinException e) {
            gateway.close();
            throw new IOException("the gateway cannot start: " + e.getMessage(), e);
        }
        gateway.link.start();
        return gateway;
    }

    private static Map<Lane, String> groups(Settings settings) {
        String prefix =
                settings.topics().prefix()
                        + settings.streams().applicationIdPrefix()
                        + "-classifier";
        return Map.of(Lane.BULK, prefix, Lane.EXPRESS, prefix + "-express");
    }

    private List<Route> routes(
            GatewaySettings settings, Parts parts, ResultWindow window, PredictRoute predict) {
        List<Route> all = new ArrayList<>();
        all.add(predict.route());
        all.add(new ImagesRoute(intake).route());
        all.add(
                new StreamRoute(
                                recent,
                                security.protection().guard(),
                                settings.limits().streams(),
                                parts.metrics())
                        .route());
        all.addAll(
                new ResultRoutes(recent, recent, settings.results().pending(), parts.clock())
                        .routes());
        all.add(new OpsRoute(window, link::lag).route());
        all.add(new DriftRoute(parts.drift()).route());
        all.addAll(new OperationsRoutes(health(), parts.registry()).routes());
        all.addAll(new AccountRoutes(security.protection()).routes());
        return new DocumentRoutes(parts.version()).with(all);
    }

    private Health health() {
        Health health = new Health();
        health.add(Health.Kind.LIVE, "process", CheckResult::healthy);
        health.add(
                Health.Kind.READY,
                "kafka",
                () -> {
                    String waiting = stopping ? "the gateway is stopping" : link.waitingFor();
                    return waiting == null ? CheckResult.healthy() : CheckResult.failed(waiting);
                });
        return health;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jsonMapper(new JavalinJackson(Json.mapper(), true));
        listener.install(config, shedding);
        frame.install(config);
        security.protection().guard().install(config);
        Pages.install(config);
        for (Route route : routes) {
            config.routes.addEndpoint(
                    Endpoint.create(HandlerType.findOrCreate(route.method()), route.path())
                            .addMetadata(new Roles(route.scopes()))
                            .handler(route.handler()));
        }
    }

    /** Where it listens, such as {@code https://127.0.0.1:8443}; loopback if it is everywhere. */
    public String address() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return (secure ? "https://" : "http://")
                + (everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + port();
    }

    /** The port in use. */
    public int port() {
        return listener.port();
    }

    /** Everything that is served. */
    public List<Route> routes() {
        return routes;
    }

    /** Completes when images can be taken. */
    public CompletableFuture<Void> running() {
        return link.running();
    }

    /** What is missing before images can be taken; null when they can. */
    public @Nullable String waitingFor() {
        return link.waitingFor();
    }

    /** Takes no more connections, finishes what is in flight, then lets go of Kafka. */
    @Override
    public void close() {
        stopping = true;
        try {
            if (server.jettyServer().started()) {
                listener.stopAccepting();
            }
            frame.drain();
            recent.close();
            long end = System.nanoTime() + shutdownTimeout.toNanos();
            while (frame.active() > 0 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
        link.close();
        sweeper.shutdownNow();
        security.protection().guard().close();
    }
}
