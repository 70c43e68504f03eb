package io.floracare.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks a cluster about itself. */
final class ClusterReader {
    private final Admin admin;
    private final Duration timeout;

    ClusterReader(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** The brokers that are up. */
    Collection<Node> brokers() throws ClusterException {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(millis());
        try {
            return await(admin.describeCluster(options).nodes());
        } catch (ExecutionException e) {
            throw new ClusterException(KafkaFault.sentence("list the brokers", e));
        }
    }

    /** Looks each name up; the map keeps the order of the names. */
    Map<String, TopicLookup> topics(List<String> names) throws ClusterException {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(millis());
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(names, options).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(
                                names.stream().map(ClusterReader::resource).toList(),
                                new DescribeConfigsOptions().timeoutMs(millis()))
                        .values();
        Map<String, TopicLookup> lookups = new LinkedHashMap<>();
        for (String name : names) {
            lookups.put(
                    name,
                    lookup(
                            name,
                            asked(descriptions.get(name)),
                            asked(configs.get(resource(name)))));
        }
        return lookups;
    }

    /**
     * The settings of one broker, which stand for all; empty where this client may not read them,
     * as on managed clusters.
     */
    Optional<Map<String, String>> brokerConfigs(Node broker) throws ClusterException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(millis());
            return Optional.of(
                    map(
                            await(
                                    asked(
                                            admin.describeConfigs(List.of(resource), options)
                                                    .values()
                                                    .get(resource)))));
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }

    /** Waits no longer than the time-out for an answer. */
    <T> T await(KafkaFuture<T> future) throws ExecutionException, ClusterException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // The client's own time-out may be a little sooner than ours.
            if (KafkaFault.root(e) instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new ClusterException(KafkaFault.sentence("look at the cluster", e));
            }
            throw e;
        } catch (TimeoutException e) {
            throw new ClusterException(KafkaFault.sentence("look at the cluster", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for Kafka");
        }
    }

    int millis() {
        return (int) timeout.toMillis();
    }

    static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private TopicLookup lookup(
            String name, KafkaFuture<TopicDescription> description, KafkaFuture<Config> configs)
            throws ClusterException {
        try {
            TopicDescription found = await(description);
            Set<AclOperation> operations =
                    found.authorizedOperations() == null
                            ? Set.of()
                            : new HashSet<>(found.authorizedOperations());
            return new TopicLookup.Found(
                    new TopicActual(
                            found.partitions().size(),
                            found.partitions().getFirst().replicas().size(),
                            (int)
                                    found.partitions().stream()
                                            .filter(p -> p.leader() == null || p.leader().isEmpty())
                                            .count(),
                            map(await(configs)),
                            operations));
        } catch (ExecutionException e) {
            return KafkaFault.root(e) instanceof UnknownTopicOrPartitionException
                    ? new TopicLookup.Missing()
                    : new TopicLookup.Refused(KafkaFault.sentence("describe topic " + name, e));
        }
    }

    /** The admin client answers for everything that it was asked. */
    private static <T> KafkaFuture<T> asked(@Nullable KafkaFuture<T> future) {
        return Objects.requireNonNull(future);
    }

    private static Map<String, String> map(Config config) {
        Map<String, String> map = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                map.put(entry.name(), entry.value());
            }
        }
        return map;
    }
}
