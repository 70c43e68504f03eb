package io.floracare.classify;

import io.floracare.inference.InferenceException;
import io.floracare.telemetry.ClassifierMetrics;
import io.floracare.telemetry.Lane;
import io.floracare.telemetry.PauseReason;
import io.floracare.topic.GroupLag;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane in service: a KafkaStreams instance of its own, so that a backlog in one lane never
 * delays the other.
 */
public final class LaneStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneStreams.class);
    private static final int MAX_REPLACEMENTS = 10;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(5);
    private static final Duration FAULT_WAIT = Duration.ofSeconds(5);

    private final Lane lane;
    private final ClassifierMetrics metrics;
    private final KafkaStreams streams;
    private final FaultGate gate;
    private final Clock clock;
    private final Duration closeTimeout;
    private final Deque<Instant> replacements = new ArrayDeque<>();
    private final GroupLag groupLag;
    private volatile long lag = -1;
    private volatile boolean closing;

    /**
     * @param admin to ask for the lag with; stays the caller's
     * @param closeTimeout how long {@link #close} lets the records in hand finish
     */
    public LaneStreams(
            LaneTopics topics,
            LaneConfig config,
            ClassifyParts parts,
            FaultGate gate,
            Admin admin,
            Duration closeTimeout) {
        this.lane = parts.lane();
        this.metrics = parts.metrics();
        this.gate = gate;
        this.clock = parts.clock();
        this.closeTimeout = closeTimeout;
        this.groupLag = new GroupLag(admin, config.applicationId());
        Topology topology = new ClassifyTopology(topics, parts).get();
        Properties properties = config.properties(topics, parts);
        this.streams =
                lane == Lane.EXPRESS
                        ? new KafkaStreams(topology, properties, new ExpressClients())
                        : new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(this::uncaught);
        streams.setStateListener((now, before) ->
                LOG.atInfo()
                        .addKeyValue("lane", lane.label())
                        .addKeyValue("state", now)
                        .addKeyValue("before", before)
                        .log("Lane changed state"));
        gate.addListener(
                new FaultGate.Listener() {
                    @Override
                    public void closed(String reason) {
                        streams.pause();
                    }

                    @Override
                    public void opened() {
                        streams.resume();
                    }
                });
    }

    public void start() {
        if (gate.reason() != null) {
            streams.pause();
        }
        streams.start();
    }

    public Lane lane() {
        return lane;
    }

    /** The state of the lane's KafkaStreams instance. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** What Kafka's clients say of themselves. */
    public List<Metric> metrics() {
        return List.copyOf(streams.metrics().values());
    }

    /**
     * Records in this instance's partitions that no committed answer stands for, as of the last
     * {@link #lookAtLag}; -1 before it is known.
     */
    public long lag() {
        return lag;
    }

    /** Asks Kafka for the lag. What cannot be seen stays as it was. */
    public void lookAtLag() {
        try {
            List<TopicPartition> mine =
                    streams.metadataForLocalThreads().stream()
                            .flatMap(thread -> thread.activeTasks().stream())
                            .flatMap(task -> task.topicPartitions().stream())
                            .toList();
            lag = mine.isEmpty() ? 0 : groupLag.in(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException | IllegalStateException e) {
            // Kafka Streams tells its partitions only while it runs.
            LOG.atDebug()
                    .setCause(e)
                    .addKeyValue("lane", lane.label())
                    .log("The lag cannot be read");
        }
    }

    private StreamThreadExceptionResponse uncaught(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SystemFault
                    || cause instanceof InferenceException
                    || cause instanceof UncheckedIOException) {
                gate.close(
                        cause instanceof UncheckedIOException
                                ? PauseReason.DISK
                                : PauseReason.ENGINE,
                        String.valueOf(cause.getMessage()));
                if (!closing) {
                    gate.await(FAULT_WAIT);
                }
                metrics.threadReplaced(lane);
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        if (thrown instanceof Error || !mayReplace()) {
            LOG.atError()
                    .setCause(thrown)
                    .addKeyValue("lane", lane.label())
                    .log("Lane stops: a stream thread cannot go on");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.atWarn()
                .setCause(thrown)
                .addKeyValue("lane", lane.label())
                .log("A stream thread died and is replaced");
        metrics.threadReplaced(lane);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private synchronized boolean mayReplace() {
        Instant now = clock.instant();
        while (!replacements.isEmpty()
                && replacements.getFirst().isBefore(now.minus(REPLACEMENT_WINDOW))) {
            replacements.removeFirst();
        }
        replacements.addLast(now);
        return replacements.size() <= MAX_REPLACEMENTS;
    }

    /** Finishes the records in hand, commits, leaves the group. */
    @Override
    public void close() {
        closing = true;
        boolean done =
                streams.close(
                        CloseOptions.timeout(closeTimeout)
                                .withGroupMembershipOperation(
                                        GroupMembershipOperation.LEAVE_GROUP));
        if (!done) {
            LOG.atWarn()
                    .addKeyValue("lane", lane.label())
                    .log("Lane did not stop in time; its open transaction is aborted");
        }
    }
}
