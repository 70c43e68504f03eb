package io.floracare.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Brings a cluster's topics to what the catalogue wants, and compares the two. */
public final class TopicAdmin {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Admin admin;
    private final TopicCatalogue catalogue;
    private final Duration timeout;
    private final ClusterReader cluster;

    /**
     * @param admin stays the caller's
     * @param timeout for each answer of the cluster
     */
    public TopicAdmin(Admin admin, TopicCatalogue catalogue, Duration timeout) {
        this.admin = admin;
        this.catalogue = catalogue;
        this.timeout = timeout;
        this.cluster = new ClusterReader(admin, timeout);
    }

    /**
     * How topics are applied.
     *
     * @param replication replicas of a new topic; empty for the cluster's default, or 1 where there
     *     is one broker
     * @param alter whether topics that differ are changed as far as Kafka lets one
     */
    public record Options(Optional<Short> replication, boolean alter) {
        /** The cluster's replication; what differs is only reported. */
        public static final Options DEFAULT = new Options(Optional.empty(), false);

        public Options {
            if (replication.isPresent() && replication.get() < 1) {
                throw new IllegalArgumentException(
                        "replication factor " + replication.get() + " must be at least 1");
            }
        }
    }

    /**
     * Creates what is missing; reports what differs, or alters it. Returns when the brokers know of
     * the changes: a topic that was just acknowledged is unknown to them for a moment.
     */
    public TopicReport<TopicOutcome> apply(Options options) {
        try {
            int brokers = cluster.brokers().size();
            if (options.replication().isPresent() && options.replication().get() > brokers) {
                return new TopicReport.Unavailable<>(
                        "replication factor "
                                + options.replication().get()
                                + " is more than the cluster's "
                                + (brokers == 1 ? "one broker" : brokers + " brokers")
                                + ": lower it or add brokers; nothing was created");
            }
            Optional<Short> replication =
                    options.replication().or(() -> oneBroker(brokers) /* its default may be 3 */);
            List<TopicView> views = views();
            Map<String, KafkaFuture<Void>> creations = create(views, replication);
            List<TopicOutcome> outcomes = new ArrayList<>();
            for (TopicView view : views) {
                KafkaFuture<Void> creation = creations.get(view.wanted().name());
                outcomes.add(
                        creation == null
                                ? apply(view, options.alter())
                                : created(view.wanted(), creation));
            }
            awaitVisible(outcomes);
            return new TopicReport.Topics<>(outcomes);
        } catch (ClusterException e) {
            return new TopicReport.Unavailable<>(e.sentence());
        }
    }

    /** Both sides of every topic of the catalogue. */
    public TopicReport<TopicView> describe() {
        try {
            return new TopicReport.Topics<>(views());
        } catch (ClusterException e) {
            return new TopicReport.Unavailable<>(e.sentence());
        }
    }

    private static Optional<Short> oneBroker(int brokers) {
        return brokers == 1 ? Optional.of((short) 1) : Optional.empty();
    }

    private List<TopicView> views() throws ClusterException {
        Map<String, TopicLookup> lookups =
                cluster.topics(catalogue.topics().stream().map(TopicSpec::name).toList());
        List<TopicView> views = new ArrayList<>();
        for (TopicSpec topic : catalogue.topics()) {
            TopicLookup lookup = lookups.get(topic.name());
            views.add(new TopicView(topic, lookup == null ? new TopicLookup.Missing() : lookup));
        }
        return views;
    }

    private TopicOutcome apply(TopicView view, boolean alter) throws ClusterException {
        String name = view.wanted().name();
        return switch (view.found()) {
            case TopicLookup.Missing _ ->
                    throw new IllegalStateException(name + " was to be created");
            case TopicLookup.Refused(String message) -> new TopicOutcome.Failed(name, message);
            case TopicLookup.Found _ -> {
                List<Difference> differences = view.differences();
                if (differences.isEmpty()) {
                    yield new TopicOutcome.Unchanged(name);
                }
                yield alter && differences.stream().anyMatch(Difference::alterable)
                        ? alter(name, differences)
                        : new TopicOutcome.Differs(name, differences);
            }
        };
    }

    private void awaitVisible(List<TopicOutcome> outcomes) throws ClusterException {
        long polls = Math.max(1, timeout.dividedBy(POLL));
        while (polls-- > 0 && !visible(outcomes)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean visible(List<TopicOutcome> outcomes) throws ClusterException {
        List<TopicView> views = views();
        for (int i = 0; i < outcomes.size(); i++) {
            TopicView view = views.get(i);
            boolean visible =
                    switch (outcomes.get(i)) {
                        case TopicOutcome.Created _ ->
                                view.found() instanceof TopicLookup.Found(TopicActual actual)
                                        && actual.leaderless() == 0;
                        case TopicOutcome.Altered altered ->
                                altered.changed().stream().noneMatch(view.differences()::contains);
                        case TopicOutcome.Unchanged _,
                                TopicOutcome.Differs _,
                                TopicOutcome.Failed _ ->
                                true;
                    };
            if (!visible) {
                return false;
            }
        }
        return true;
    }

    /** Asks for all missing topics at once. */
    private Map<String, KafkaFuture<Void>> create(
            List<TopicView> views, Optional<Short> replication) {
        List<NewTopic> missing =
                views.stream()
                        .filter(view -> view.found() instanceof TopicLookup.Missing)
                        .map(TopicView::wanted)
                        .map(topic ->
                                new NewTopic(
                                                topic.name(),
                                                Optional.of(topic.partitions()),
                                                replication)
                                        .configs(topic.configs()))
                        .toList();
        return missing.isEmpty()
                ? Map.of()
                : admin.createTopics(
                                missing,
                                new CreateTopicsOptions().timeoutMs((int) timeout.toMillis()))
                        .values();
    }

    private TopicOutcome created(TopicSpec topic, KafkaFuture<Void> creation)
            throws ClusterException {
        try {
            cluster.await(creation);
            return new TopicOutcome.Created(topic.name(), topic.partitions());
        } catch (ExecutionException e) {
            if (KafkaFault.root(e) instanceof TopicExistsException) {
                return new TopicOutcome.Failed(
                        topic.name(),
                        "somebody else creates topic " + topic.name() + " just now: apply again");
            }
            return new TopicOutcome.Failed(
                    topic.name(), KafkaFault.sentence("create topic " + topic.name(), e));
        }
    }

    private TopicOutcome alter(String name, List<Difference> differences) throws ClusterException {
        List<Difference> changes = differences.stream().filter(Difference::alterable).toList();
        List<AlterConfigOp> configs = new ArrayList<>();
        try {
            for (Difference change : changes) {
                if (change.setting().equals(Difference.PARTITIONS)) {
                    NewPartitions more =
                            NewPartitions.increaseTo(Integer.parseInt(change.wanted()));
                    cluster.await(
                            admin.createPartitions(
                                            Map.of(name, more),
                                            new CreatePartitionsOptions()
                                                    .timeoutMs((int) timeout.toMillis()))
                                    .all());
                } else {
                    configs.add(
                            new AlterConfigOp(
                                    new ConfigEntry(change.setting(), change.wanted()),
                                    AlterConfigOp.OpType.SET));
                }
            }
            if (!configs.isEmpty()) {
                cluster.await(
                        admin.incrementalAlterConfigs(
                                        Map.of(ClusterReader.resource(name), configs),
                                        new AlterConfigsOptions()
                                                .timeoutMs((int) timeout.toMillis()))
                                .all());
            }
        } catch (ExecutionException e) {
            return new TopicOutcome.Failed(name, KafkaFault.sentence("alter topic " + name, e));
        }
        return new TopicOutcome.Altered(
                name, changes, differences.stream().filter(d -> !d.alterable()).toList());
    }
}
