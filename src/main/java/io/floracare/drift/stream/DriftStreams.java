package io.floracare.drift.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The aggregator in service. */
public final class DriftStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftStreams.class);
    private static final int MAX_REPLACEMENTS = 10;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(5);

    private final KafkaStreams streams;
    private final Clock clock;
    private final Duration closeTimeout;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    /**
     * @param clock bounds how often a thread is replaced
     * @param closeTimeout how long {@link #close} lets the records in hand finish
     */
    public DriftStreams(
            DriftTopics topics,
            DriftConfig config,
            DriftParts parts,
            Clock clock,
            Duration closeTimeout) {
        this.clock = clock;
        this.closeTimeout = closeTimeout;
        SourceEnds clients = new SourceEnds();
        this.streams =
                new KafkaStreams(
                        new DriftTopology(topics, parts, clients).get(),
                        config.properties(),
                        clients);
        streams.setUncaughtExceptionHandler(this::uncaught);
        streams.setStateListener((now, before) ->
                LOG.atInfo()
                        .addKeyValue("state", now)
                        .addKeyValue("before", before)
                        .log("The aggregator changed state"));
    }

    public void start() {
        streams.start();
    }

    /** The state of the KafkaStreams instance. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** What Kafka's clients say of themselves. */
    public List<Metric> metrics() {
        return List.copyOf(streams.metrics().values());
    }

    private StreamThreadExceptionResponse uncaught(Throwable thrown) {
        if (thrown instanceof Error || !mayReplace()) {
            LOG.atError()
                    .setCause(thrown)
                    .log("The aggregator stops: a stream thread cannot go on");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.atWarn().setCause(thrown).log("A stream thread died and is replaced");
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
        boolean done =
                streams.close(
                        CloseOptions.timeout(closeTimeout)
                                .withGroupMembershipOperation(
                                        GroupMembershipOperation.LEAVE_GROUP));
        if (!done) {
            LOG.atWarn()
                    .log("The aggregator did not stop in time; its open transaction is aborted");
        }
    }
}
