package io.floracare.gateway;

import io.floracare.client.KafkaClients;
import io.floracare.client.ReadResult;
import io.floracare.config.GatewaySettings;
import io.floracare.gateway.http.Problems;
import io.floracare.gateway.lane.ImageStore;
import io.floracare.gateway.lane.LaneLag;
import io.floracare.gateway.lane.Lanes;
import io.floracare.gateway.lane.Pipeline;
import io.floracare.gateway.results.ResultFeed;
import io.floracare.telemetry.GatewayMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's connection to Kafka: tried in the background until it is there, then kept by
 * Kafka's clients. Until then requests get 503 and readiness says what is missing.
 */
final class GatewayLink implements Pipeline, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayLink.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Parts parts;
    private final GatewaySettings settings;
    private final Consumer<ReadResult.Decoded> results;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable Open open;
    private volatile String waiting = "the gateway is starting";

    /**
     * What the link does not make itself.
     *
     * @param kafka client settings
     * @param topics under their full names
     * @param groups consumer groups of the classifiers' lanes
     * @param store takes large images; null for none
     * @param random unguessable
     */
    record Parts(
            KafkaClients kafka,
            TopicCatalogue topics,
            Map<Lane, String> groups,
            @Nullable ImageStore store,
            GatewayMetrics metrics,
            RandomGenerator random,
            Clock clock) {}

    private record Open(Lanes lanes, ResultFeed feed, Admin admin, LaneLag lag)
            implements AutoCloseable {
        @Override
        public void close() {
            lanes.close();
            feed.close();
            admin.close(Duration.ofSeconds(2));
        }
    }

    /**
     * @param results gets every committed result
     */
    GatewayLink(GatewaySettings settings, Parts parts, Consumer<ReadResult.Decoded> results) {
        this.settings = settings;
        this.parts = parts;
        this.results = results;
        this.thread = Thread.ofPlatform().name("gateway-link").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Completes when images can be taken. */
    CompletableFuture<Void> running() {
        return running;
    }

    /** What is missing; null when images can be taken. */
    @Nullable String waitingFor() {
        return open == null ? waiting : null;
    }

    @Override
    public Lanes lanes() {
        Open now = open;
        if (now == null) {
            throw Problems.unavailable(waiting);
        }
        return now.lanes();
    }

    @Override
    public long lag(Lane lane) {
        Open now = open;
        return now == null ? 0 : now.lag().of(lane);
    }

    private void run() {
        try {
            while (open == null && stop.getCount() > 0) {
                try {
                    open = connect();
                    running.complete(null);
                } catch (InterruptException e) {
                    return; // closed while it tried
                } catch (KafkaException e) {
                    said(KafkaFault.sentence("take images", e));
                    if (stop.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
            Open now = open;
            while (now != null && !stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                now.lag().look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The gateway cannot reach Kafka");
            waiting = "the gateway has a defect; the log has the details";
            running.completeExceptionally(e);
        }
    }

    private void said(String sentence) {
        if (!sentence.equals(waiting)) {
            LOG.atWarn().log("Waiting for Kafka: {}", sentence);
            waiting = sentence;
        }
    }

    private Open connect() throws InterruptedException {
        Admin admin = parts.kafka().admin();
        ResultFeed feed = null;
        try {
            requireAnswer(admin);
            feed =
                    new ResultFeed(
                            parts.kafka(),
                            parts.topics().results().name(),
                            parts.clock().instant().minus(settings.results().window()),
                            results);
            Lanes lanes =
                    new Lanes(
                            parts.kafka(),
                            parts.topics(),
                            new Lanes.Options(
                                    settings.maxTimeout(),
                                    parts.store(),
                                    settings.claims().above()),
                            parts.metrics(),
                            parts.random(),
                            parts.clock());
            return new Open(
                    lanes, feed, admin, new LaneLag(admin, parts.groups(), parts.metrics()));
        } catch (RuntimeException | InterruptedException e) {
            if (feed != null) {
                feed.close();
            }
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** The other clients would try for a minute before they say that nobody answers. */
    private static void requireAnswer(Admin admin) throws InterruptedException {
        DescribeClusterOptions options =
                new DescribeClusterOptions().timeoutMs((int) SIGN_OF_LIFE.toMillis());
        try {
            var _ = admin.describeCluster(options).clusterId().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e);
        }
    }

    /** Sends what is on its way and lets go of Kafka. */
    @Override
    public void close() {
        waiting = "the gateway is stopping";
        stop.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Open now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }
}
