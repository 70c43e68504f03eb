package io.floracare.app;

import io.floracare.app.Startup.Waiting;
import io.floracare.classify.AdminReplyTopics;
import io.floracare.classify.ClaimChecks;
import io.floracare.classify.ClaimPolicy;
import io.floracare.classify.ClassifyParts;
import io.floracare.classify.FaultGate;
import io.floracare.classify.LaneConfig;
import io.floracare.classify.LaneStreams;
import io.floracare.classify.LaneTopics;
import io.floracare.classify.ModelCheck;
import io.floracare.classify.PoisonMarkers;
import io.floracare.classify.ReplyTopics;
import io.floracare.classify.SelfTestCheck;
import io.floracare.config.ClaimSettings;
import io.floracare.config.KafkaSettings;
import io.floracare.config.Settings;
import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ModelSlot;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.topic.TopicCatalogue;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classifier: waits for Kafka and for a model, then serves both lanes until it is closed. A
 * dependency that is down never ends it; {@link #waitingFor} says what is missing. Before the first
 * model is ready nothing is consumed.
 */
public final class ClassifierService implements AutoCloseable {
    /**
     * Half of the commit interval. Results are not seen before a commit, which sends what lingers,
     * so that fewer and fuller requests cost no time.
     */
    private static final int BULK_LINGER_MILLIS = 50;

    /** While the lane is busy; a lane with nothing to do sends at once. */
    private static final int EXPRESS_LINGER_MILLIS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ClassifierService.class);
    private static final int DEAD_LETTER_ROOM = 64 << 10;

    private final Settings settings;
    private final Parts parts;
    private final ModelSlot slot = new ModelSlot();
    private final ModelCheck check = new SelfTestCheck();
    private final ScheduledExecutorService scheduler;
    private final FaultGate gate;
    private final List<LaneStreams> lanes = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final Thread starter;
    private volatile @Nullable Waiting waiting = new Waiting("start-up", false);

    /**
     * What the service does not make itself.
     *
     * @param startup waits for what must be there
     * @param claimChecks reads claimed images
     * @param metrics told of what happens
     * @param clock for deadlines and the results' times
     */
    public record Parts(
            Startup startup, ClaimChecks claimChecks, ClassifierMetrics metrics, Clock clock) {}

    public ClassifierService(Settings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("classifier-background").daemon().factory());
        this.gate = new FaultGate(slot, check, scheduler, parts.metrics());
        this.starter = Thread.ofPlatform().name("classifier-start").daemon().unstarted(this::run);
    }

    /** Begins to wait for what must be there; returns at once. */
    public void start() {
        starter.start();
    }

    /** Completes when both lanes are started; fails if they cannot be. */
    public CompletableFuture<Void> running() {
        return running;
    }

    /** What the start waits for, or why consumption is paused; null when records are consumed. */
    public @Nullable String waitingFor() {
        Waiting now = waiting;
        return now != null ? now.reason() : gate.reason();
    }

    /** What the start waits for; null once it is done. */
    public @Nullable Waiting waiting() {
        return waiting;
    }

    /** The model in service; null before the first. */
    public @Nullable Classifier classifier() {
        return slot.get();
    }

    /** The lanes; empty until they are started. */
    public List<LaneStreams> lanes() {
        return List.copyOf(lanes);
    }

    /** Whether a lane gave up, after which the process should end. */
    public boolean failed() {
        return running.isCompletedExceptionally()
                || lanes.stream()
                        .map(LaneStreams::state)
                        .anyMatch(state ->
                                state == KafkaStreams.State.ERROR
                                        || state == KafkaStreams.State.PENDING_ERROR);
    }

    private void run() {
        try {
            parts.startup().awaitTopics(now -> waiting = now);
            slot.install(parts.startup().awaitClassifier(now -> waiting = now));
            startLanes();
            waiting = null;
            running.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel(false);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The classifier cannot start");
            running.completeExceptionally(e);
        }
    }

    private void startLanes() {
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        Admin admin =
                keep(
                        Admin.create(
                                new HashMap<String, Object>(
                                        settings.kafka().client(KafkaSettings.Client.ADMIN))));
        ReplyTopics replies =
                keep(new AdminReplyTopics(settings.topics().replies(), admin, scheduler));
        PoisonMarkers markers =
                keep(PoisonMarkers.open(settings.streams().stateDirectory().resolve("markers")));
        startLane(
                Lane.EXPRESS,
                topics.express().name(),
                settings.streams().expressThreads(),
                EXPRESS_LINGER_MILLIS,
                topics,
                replies,
                markers,
                admin);
        startLane(
                Lane.BULK,
                topics.images().name(),
                settings.streams().threads(),
                BULK_LINGER_MILLIS,
                topics,
                replies,
                markers,
                admin);
    }

    private void startLane(
            Lane lane,
            String images,
            int threads,
            int lingerMillis,
            TopicCatalogue topics,
            ReplyTopics replies,
            PoisonMarkers markers,
            Admin admin) {
        LaneTopics laneTopics =
                new LaneTopics(
                        images,
                        topics.results().name(),
                        topics.features().name(),
                        topics.deadLetters().name());
        int deadLetterBytes = topics.deadLetters().maxMessageBytes();
        ClassifyParts laneParts =
                new ClassifyParts(
                        slot,
                        check,
                        new ImageLimits(
                                settings.image().maxBytes(),
                                settings.image().maxPixels(),
                                settings.image().minSide()),
                        new ClaimPolicy(
                                settings.claims().prefixes().stream()
                                        .map(ClaimSettings.Prefix::toString)
                                        .toList(),
                                settings.claims().timeout()),
                        parts.claimChecks(),
                        replies,
                        markers,
                        deadLetterBytes,
                        settings.drift().producerHeader(),
                        parts.metrics(),
                        lane,
                        parts.clock());
        LaneConfig config =
                new LaneConfig(
                        settings.topics().prefix()
                                + settings.streams().applicationIdPrefix()
                                + "-classifier"
                                + (lane == Lane.EXPRESS ? "-express" : ""),
                        settings.kafka().streams(),
                        threads,
                        lingerMillis,
                        deadLetterBytes + DEAD_LETTER_ROOM,
                        settings.streams().stateDirectory().resolve(lane.label()));
        LaneStreams streams =
                new LaneStreams(
                        laneTopics,
                        config,
                        laneParts,
                        gate,
                        admin,
                        settings.streams().shutdownTimeout());
        lanes.add(keep(streams));
        streams.start();
    }

    private synchronized <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    /**
     * Finishes the records in hand, commits, leaves the groups, then closes sessions before models.
     */
    @Override
    public void close() {
        waiting = new Waiting("shutdown", false);
        starter.interrupt();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Lanes stop side by side: each may use its whole time-out.
        lanes.parallelStream().forEach(LaneStreams::close);
        synchronized (this) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    LOG.atWarn().setCause(e).log("A part did not close cleanly");
                }
            }
        }
        slot.close();
        scheduler.shutdownNow();
    }
}
