package io.floracare.app;

import io.floracare.app.Startup.Waiting;
import io.floracare.baseline.AcceptedBaselines;
import io.floracare.client.KafkaClients;
import io.floracare.config.DriftSettings;
import io.floracare.config.KafkaSettings;
import io.floracare.config.Settings;
import io.floracare.drift.stream.DriftConfig;
import io.floracare.drift.stream.DriftParts;
import io.floracare.drift.stream.DriftStreams;
import io.floracare.drift.stream.DriftTopics;
import io.floracare.drift.webhook.AlertBody;
import io.floracare.drift.webhook.AlertForwarder;
import io.floracare.drift.webhook.HttpWebhook;
import io.floracare.drift.window.Baselines;
import io.floracare.model.Backoff;
import io.floracare.model.Sleeper;
import io.floracare.telemetry.DriftMetrics;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicCheck;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drift aggregator: waits for Kafka, then aggregates until it is closed. A dependency that is
 * down never ends it; {@link #waitingFor} says what is missing.
 */
public final class DriftService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftService.class);

    private final Settings settings;
    private final TopicCatalogue topics;
    private final KafkaClients clients;
    private final Baselines packaged;
    private final DriftMetrics metrics;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final Thread starter;
    private volatile @Nullable Waiting waiting = new Waiting("start-up", false);
    private volatile @Nullable DriftStreams streams;
    private volatile @Nullable AcceptedBaselines baselines;

    /**
     * @param packaged baselines of model packages
     * @param metrics told of what happens
     * @param clock for alerts that are posted
     * @param sleeper passes time between attempts
     */
    public DriftService(
            Settings settings,
            Baselines packaged,
            DriftMetrics metrics,
            Clock clock,
            Sleeper sleeper) {
        this.settings = settings;
        this.topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        this.clients = new KafkaClients(settings.kafka().streams());
        this.packaged = packaged;
        this.metrics = metrics;
        this.clock = clock;
        this.sleeper = sleeper;
        this.starter = Thread.ofPlatform().name("drift-start").daemon().unstarted(this::run);
    }

    /** Begins to wait for what must be there; returns at once. */
    public void start() {
        starter.start();
    }

    /** Completes when the aggregator is started; fails if it cannot be. */
    public CompletableFuture<Void> running() {
        return running;
    }

    /** What the start waits for; null once it is done. */
    public @Nullable String waitingFor() {
        Waiting now = waiting;
        return now == null ? null : now.reason();
    }

    /** The state of the KafkaStreams instance; null before there is one. */
    public KafkaStreams.@Nullable State state() {
        DriftStreams now = streams;
        return now == null ? null : now.state();
    }

    /** What Kafka's clients say of themselves; empty before there are any. */
    public List<Metric> kafkaMetrics() {
        DriftStreams now = streams;
        return now == null ? List.of() : now.metrics();
    }

    /** Whether the accepted baselines were read; windows wait for them. */
    public boolean baselinesRead() {
        AcceptedBaselines now = baselines;
        return now != null && now.complete();
    }

    /** Whether the aggregator gave up, after which the process should end. */
    public boolean failed() {
        KafkaStreams.State state = state();
        return running.isCompletedExceptionally()
                || state == KafkaStreams.State.ERROR
                || state == KafkaStreams.State.PENDING_ERROR;
    }

    private void run() {
        try {
            new TopicWait(settings.kafka().client(KafkaSettings.Client.ADMIN), topics, sleeper)
                    .await(TopicCheck::driftProblems, now -> waiting = now);
            begin(sources());
            waiting = null;
            running.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel(false);
        } catch (StreamsException e) {
            LOG.error(
                    "The drift aggregator cannot start with state.dir {}: {}. Each process needs a"
                            + " state.dir of its own",
                    settings.streams().stateDirectory(),
                    e.getMessage());
            running.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The drift aggregator cannot start");
            running.completeExceptionally(e);
        }
    }

    private int sources() throws InterruptedException {
        String features = topics.features().name();
        try (Admin admin = clients.admin()) {
            KafkaFuture<TopicDescription> described =
                    admin.describeTopics(List.of(features)).topicNameValues().get(features);
            TopicDescription found = described == null ? null : described.get();
            if (found == null) {
                throw new KafkaException("Kafka does not describe " + features);
            }
            return found.partitions().size();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        }
    }

    private void begin(int sources) {
        DriftSettings drift = settings.drift();
        AcceptedBaselines accepted =
                keep(
                        AcceptedBaselines.follow(
                                clients, topics.driftBaselines().name(), packaged, sleeper));
        baselines = accepted;
        String applicationId =
                settings.topics().prefix() + settings.streams().applicationIdPrefix() + "-drift";
        drift.webhook().url().ifPresent(url -> post(url, applicationId));
        DriftStreams started =
                keep(
                        new DriftStreams(
                                new DriftTopics(
                                        topics.features().name(),
                                        topics.results().name(),
                                        topics.labels().name(),
                                        topics.driftReports().name(),
                                        topics.driftQuality().name(),
                                        topics.driftAccuracy().name(),
                                        topics.driftAlerts().name()),
                                new DriftConfig(
                                        applicationId,
                                        settings.kafka().streams(),
                                        drift.threads(),
                                        topics.driftReports().maxMessageBytes(),
                                        settings.streams().stateDirectory().resolve("drift")),
                                new DriftParts(
                                        DriftRules.of(drift),
                                        accepted,
                                        sources,
                                        drift.shards(),
                                        drift.idle(),
                                        drift.labelWait(),
                                        drift.accuracyPeriod(),
                                        metrics),
                                clock,
                                settings.streams().shutdownTimeout()));
        streams = started;
        started.start();
    }

    private void post(URI url, String applicationId) {
        DriftSettings drift = settings.drift();
        HttpWebhook webhook = keep(new HttpWebhook(url, drift.webhook().timeout()));
        AlertBody body =
                switch (drift.webhook().format()) {
                    case WEBHOOK -> AlertBody.WEBHOOK;
                    case ALERTMANAGER -> AlertBody.ALERTMANAGER;
                };
        keep(
                AlertForwarder.start(
                        clients,
                        topics.driftAlerts().name(),
                        applicationId + "-webhook",
                        new AlertForwarder.Post(webhook, body, drift.reminder()),
                        Backoff.DEFAULT,
                        new SplittableRandom(),
                        clock,
                        metrics));
    }

    private synchronized <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Finishes the records in hand, commits, leaves the groups. */
    @Override
    public void close() {
        waiting = new Waiting("shutdown", false);
        starter.interrupt();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    LOG.atWarn().setCause(e).log("A part did not close cleanly");
                }
            }
        }
    }
}
