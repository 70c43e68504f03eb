package io.floracare.cli;

import io.floracare.app.ClassifierProcess;
import io.floracare.client.KafkaClients;
import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The Kafka cluster that the settings name. A command asks it for a sign of life before it begins:
 * Kafka's producers and consumers would wait for a minute in silence.
 */
final class Cluster implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** Unless the settings of Kafka say otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final CliContext context;
    private final Settings settings;
    private final Admin admin;
    private final String id;

    private Cluster(CliContext context, Settings settings, Admin admin)
            throws InterruptedException {
        this.context = context;
        this.settings = settings;
        this.admin = admin;
        try {
            this.id = await(admin.describeCluster().clusterId());
        } catch (ExecutionException e) {
            throw failed("look at the cluster", e);
        }
    }

    /**
     * Returns when a broker has answered.
     *
     * @throws UserError if none does in time
     */
    static Cluster open(CliContext context, Settings settings) throws InterruptedException {
        Admin admin = null;
        try {
            admin = new KafkaClients(impatient(ClassifierProcess.kafka(settings))).admin();
            return new Cluster(context, settings, admin);
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("look at the cluster", e));
        } catch (UserError | InterruptedException e) {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
            throw e;
        }
    }

    /**
     * Makes sure of a broker and topics before a command works with clients of its own.
     *
     * @return the cluster's id
     * @throws UserError if no broker answers in time or a topic is missing
     */
    static String check(CliContext context, Settings settings, String... topics)
            throws InterruptedException {
        try (Cluster cluster = open(context, settings)) {
            cluster.require(List.of(topics));
            return cluster.id;
        }
    }

    /** For questions of the command's own; stays this object's. */
    Admin admin() {
        return admin;
    }

    private void require(List<String> topics) throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(topics).topicNameValues();
        List<String> missing = new ArrayList<>();
        for (String topic : topics) {
            try {
                var _ = await(Objects.requireNonNull(asked.get(topic)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed("look at topic " + topic, e);
                }
                missing.add(topic);
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    (missing.size() == 1 ? "topic " : "topics ")
                            + String.join(", ", missing)
                            + (missing.size() == 1 ? " does not exist" : " do not exist")
                            + ": run './floracare topics apply'");
        }
    }

    /** Waits, and says so when it takes longer than anybody would expect. */
    private <T> T await(KafkaFuture<T> answer) throws InterruptedException, ExecutionException {
        try {
            return answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            context.err()
                    .printf(
                            "%s: %s at %s yet, still trying%n",
                            Cli.NAME,
                            KafkaFault.NO_ANSWER,
                            String.join(",", settings.kafka().bootstrapServers()));
            context.err().flush();
            return answer.get();
        }
    }

    private UserError failed(String doing, Throwable fault) {
        return UserError.kafka(settings, KafkaFault.sentence(doing, fault));
    }

    private static Map<String, String> impatient(Map<String, String> kafka) {
        Map<String, String> settings = new HashMap<>(kafka);
        for (String name :
                List.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            settings.putIfAbsent(name, Long.toString(PATIENCE.toMillis()));
        }
        return settings;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
