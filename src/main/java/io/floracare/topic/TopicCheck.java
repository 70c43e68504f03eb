package io.floracare.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Finds what would make the classifier hang or fail after its start without a word: Kafka Streams
 * waits for ever for a coordinator that cannot exist, and a record that is too large for its topic
 * aborts transactions again and again.
 */
public final class TopicCheck {
    private static final int DEAD_LETTER_ROOM = 64 << 10;
    private static final String APPLY = ": run './floracare topics apply'";

    private final TopicCatalogue catalogue;
    private final ClusterReader cluster;

    /**
     * @param admin stays the caller's
     * @param timeout for each answer of the cluster
     */
    public TopicCheck(Admin admin, TopicCatalogue catalogue, Duration timeout) {
        this.catalogue = catalogue;
        this.cluster = new ClusterReader(admin, timeout);
    }

    /** Every reason why the classifier cannot work, as sentences; empty when it can. */
    public List<String> classifierProblems() {
        List<String> problems = new ArrayList<>();
        try {
            Collection<Node> brokers = cluster.brokers();
            internalTopics(brokers, problems);
            List<TopicSpec> inputs = List.of(catalogue.images(), catalogue.express());
            List<TopicSpec> outputs =
                    List.of(catalogue.results(), catalogue.features(), catalogue.deadLetters());
            Map<String, TopicLookup> topics =
                    cluster.topics(
                            List.of(inputs, outputs).stream()
                                    .flatMap(List::stream)
                                    .map(TopicSpec::name)
                                    .toList());
            missing(topics, problems);
            for (TopicSpec input : inputs) {
                found(input, topics, problems)
                        .ifPresent(actual -> input(input.name(), actual, problems));
            }
            for (TopicSpec output : outputs) {
                found(output, topics, problems)
                        .ifPresent(actual -> output(output, actual, problems));
            }
            deadLettersHoldImages(inputs, topics, problems);
        } catch (ClusterException e) {
            problems.add(e.sentence());
        }
        return List.copyOf(problems);
    }

    /** Every reason why the drift aggregator cannot work, as sentences; empty when it can. */
    public List<String> driftProblems() {
        List<String> problems = new ArrayList<>();
        try {
            internalTopics(cluster.brokers(), problems);
            List<TopicSpec> inputs =
                    List.of(
                            catalogue.features(),
                            catalogue.results(),
                            catalogue.labels(),
                            catalogue.driftBaselines());
            List<TopicSpec> outputs =
                    List.of(
                            catalogue.driftReports(),
                            catalogue.driftQuality(),
                            catalogue.driftAccuracy(),
                            catalogue.driftAlerts());
            Map<String, TopicLookup> topics =
                    cluster.topics(
                            List.of(inputs, outputs).stream()
                                    .flatMap(List::stream)
                                    .map(TopicSpec::name)
                                    .toList());
            missing(topics, problems);
            for (TopicSpec input : inputs) {
                found(input, topics, problems)
                        .ifPresent(actual -> input(input.name(), actual, problems));
            }
            for (TopicSpec output : outputs) {
                found(output, topics, problems)
                        .ifPresent(actual -> output(output, actual, problems));
            }
            labelsMeetResults(topics, problems);
        } catch (ClusterException e) {
            problems.add(e.sentence());
        }
        return List.copyOf(problems);
    }

    /** A label is joined in the partition that its key gives it, which must be its result's. */
    private void labelsMeetResults(Map<String, TopicLookup> topics, List<String> problems) {
        if (topics.get(catalogue.labels().name()) instanceof TopicLookup.Found(TopicActual labels)
                && topics.get(catalogue.results().name())
                        instanceof TopicLookup.Found(TopicActual results)
                && labels.partitions() != results.partitions()) {
            problems.add(
                    "topic %s has %d partitions and %s has %d, so labels would miss their results: make them equal (./floracare topics apply --alter adds partitions)"
                            .formatted(
                                    catalogue.labels().name(),
                                    labels.partitions(),
                                    catalogue.results().name(),
                                    results.partitions()));
        }
    }

    /** All that are missing in one sentence: one command makes them. */
    private static void missing(Map<String, TopicLookup> topics, List<String> problems) {
        List<String> names =
                topics.entrySet().stream()
                        .filter(topic -> topic.getValue() instanceof TopicLookup.Missing)
                        .map(Map.Entry::getKey)
                        .toList();
        if (!names.isEmpty()) {
            problems.add(
                    (names.size() == 1 ? "topic " : "topics ")
                            + String.join(", ", names)
                            + (names.size() == 1 ? " is missing" : " are missing")
                            + APPLY);
        }
    }

    private static Optional<TopicActual> found(
            TopicSpec topic, Map<String, TopicLookup> topics, List<String> problems) {
        return switch (topics.get(topic.name())) {
            case TopicLookup.Found(TopicActual actual) -> {
                if (actual.leaderless() > 0) {
                    problems.add(
                            (actual.leaderless() == 1
                                            ? "1 partition"
                                            : actual.leaderless() + " partitions")
                                    + " of topic "
                                    + topic.name()
                                    + " without a leader: are brokers down?");
                }
                yield Optional.of(actual);
            }
            case TopicLookup.Refused(String message) -> {
                problems.add(message);
                yield Optional.empty();
            }
            case TopicLookup.Missing _ -> Optional.empty();
            case null -> throw new IllegalStateException(topic.name() + " was not asked for");
        };
    }

    private static void input(String name, TopicActual actual, List<String> problems) {
        authorised(name, actual, AclOperation.READ, problems);
    }

    private static void output(TopicSpec wanted, TopicActual actual, List<String> problems) {
        authorised(wanted.name(), actual, AclOperation.WRITE, problems);
        int limit = maxMessageBytes(actual);
        if (limit < wanted.maxMessageBytes()) {
            problems.add(
                    "topic "
                            + wanted.name()
                            + " takes records of "
                            + limit
                            + " bytes but "
                            + wanted.maxMessageBytes()
                            + " are needed: raise its max.message.bytes (./floracare topics apply"
                            + " --alter)");
        }
        int minIsr =
                Integer.parseInt(
                        actual.configs()
                                .getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
        if (minIsr > actual.replication()) {
            problems.add(
                    "topic "
                            + wanted.name()
                            + " wants "
                            + minIsr
                            + " replicas in sync but has "
                            + actual.replication()
                            + ", so every write is refused: lower its min.insync.replicas");
        }
    }

    private void deadLettersHoldImages(
            List<TopicSpec> inputs, Map<String, TopicLookup> topics, List<String> problems) {
        String deadLetters = catalogue.deadLetters().name();
        if (!(topics.get(deadLetters) instanceof TopicLookup.Found(TopicActual letters))) {
            return;
        }
        for (TopicSpec input : inputs) {
            if (topics.get(input.name()) instanceof TopicLookup.Found(TopicActual images)
                    && maxMessageBytes(letters) < (long) maxMessageBytes(images) + DEAD_LETTER_ROOM
                    && maxMessageBytes(images) > input.maxMessageBytes()) {
                problems.add(
                        "topic "
                                + input.name()
                                + " takes records of "
                                + maxMessageBytes(images)
                                + " bytes, which do not fit into "
                                + deadLetters
                                + " with 64 KiB of error headers: set its max.message.bytes to "
                                + ((long) maxMessageBytes(images) + DEAD_LETTER_ROOM)
                                + " or more");
            }
        }
    }

    /** Kafka makes these topics on first use and tries for ever when it has too few brokers. */
    private void internalTopics(Collection<Node> brokers, List<String> problems)
            throws ClusterException {
        Optional<Map<String, String>> configs = cluster.brokerConfigs(brokers.iterator().next());
        if (configs.isEmpty()) {
            return;
        }
        Map<String, TopicLookup> existing =
                cluster.topics(List.of("__consumer_offsets", "__transaction_state"));
        if (!(existing.get("__consumer_offsets") instanceof TopicLookup.Found)) {
            enough(configs.get(), "offsets.topic.replication.factor", brokers.size(), problems);
        }
        if (!(existing.get("__transaction_state") instanceof TopicLookup.Found)) {
            enough(
                    configs.get(),
                    "transaction.state.log.replication.factor",
                    brokers.size(),
                    problems);
        }
        enough(configs.get(), "transaction.state.log.min.isr", brokers.size(), problems);
    }

    private static void enough(
            Map<String, String> configs, String setting, int brokers, List<String> problems) {
        int needed = Integer.parseInt(configs.getOrDefault(setting, "1"));
        if (needed > brokers) {
            problems.add(
                    "the brokers' "
                            + setting
                            + " is "
                            + needed
                            + " but "
                            + (brokers == 1 ? "one broker is" : brokers + " brokers are")
                            + " up, so exactly-once processing cannot start: start more brokers or"
                            + " set it to "
                            + brokers);
        }
    }

    private static void authorised(
            String name, TopicActual actual, AclOperation operation, List<String> problems) {
        // An empty set is a cluster that does not tell.
        if (!actual.operations().isEmpty()
                && !actual.operations().contains(operation)
                && !actual.operations().contains(AclOperation.ALL)) {
            problems.add(
                    "Kafka does not authorise this user to "
                            + (operation == AclOperation.READ ? "read" : "write")
                            + " topic "
                            + name
                            + ": ask for the ACL");
        }
    }

    private static int maxMessageBytes(TopicActual actual) {
        return Integer.parseInt(
                actual.configs().getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "0"));
    }
}
