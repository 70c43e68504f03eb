package io.floracare.topic;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's errors as sentences that say what to do. */
public final class KafkaFault {
    /** How the sentence begins when nobody answered: then the address is what to look at. */
    public static final String NO_ANSWER = "no answer from Kafka";

    private KafkaFault() {}

    /**
     * A sentence for people.
     *
     * @param doing what was attempted, to follow "to", such as {@code create topic leaf-images}
     */
    public static String sentence(String doing, Throwable error) {
        return switch (root(error)) {
            case AuthenticationException e ->
                    "Kafka does not accept the credentials ("
                            + e.getMessage()
                            + "): check kafka.security.protocol and the kafka.sasl.* or kafka.ssl.*"
                            + " settings";
            case AuthorizationException _ ->
                    "Kafka does not authorise this user to " + doing + ": ask for the ACL";
            case TimeoutException _, java.util.concurrent.TimeoutException _ ->
                    NO_ANSWER
                            + " in time to "
                            + doing
                            + ": check that it runs, that kafka.bootstrap.servers is right and"
                            + " that the security settings fit the port";
            case ConfigException e ->
                    "a Kafka client setting is wrong: "
                            + e.getMessage()
                            + (String.valueOf(e.getMessage()).contains("bootstrap")
                                    ? " (kafka.bootstrap.servers must name hosts that resolve)"
                                    : "");
            case InvalidReplicationFactorException e ->
                    "too few brokers to " + doing + ": " + e.getMessage();
            case PolicyViolationException e ->
                    "the cluster's policy forbids to " + doing + ": " + e.getMessage();
            case MissingTopicException e ->
                    "topic "
                            + e.topic()
                            + " does not exist, so one cannot "
                            + doing
                            + ": run './floracare topics apply'";
            case UnknownTopicOrPartitionException _ ->
                    "the topic does not exist, so one cannot "
                            + doing
                            + ": run './floracare topics apply'";
            case RecordTooLargeException _ ->
                    "the record is larger than the topic's max.message.bytes allows to " + doing;
            case Throwable e -> "Kafka failed to " + doing + ": " + describe(e);
        };
    }

    /** The error inside futures and wrappers. */
    static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null
                && (root instanceof ExecutionException
                        || root.getClass() == org.apache.kafka.common.KafkaException.class)) {
            root = root.getCause();
        }
        return root;
    }

    private static String describe(Throwable error) {
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
