package io.floracare.topic;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic as the cluster has it.
 *
 * @param partitions how many
 * @param replication replicas of its first partition
 * @param leaderless partitions that nobody leads at the moment
 * @param configs every setting, defaults included
 * @param operations what this client may do; empty when the cluster does not say
 */
public record TopicActual(
        int partitions,
        int replication,
        int leaderless,
        Map<String, String> configs,
        Set<AclOperation> operations) {
    public TopicActual {
        configs = Map.copyOf(configs);
        operations = Set.copyOf(operations);
    }
}
