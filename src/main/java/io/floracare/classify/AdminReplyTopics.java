package io.floracare.classify;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the allowed reply topics' partitions from an Admin client that is asked every so often in
 * the background.
 */
public final class AdminReplyTopics implements ReplyTopics, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminReplyTopics.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Set<String> allowed;
    private final Admin admin;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> refresh;

    /**
     * Asks once before it returns, so that no early request loses its reply.
     *
     * @param allowed full names
     * @param admin stays the caller's
     */
    public AdminReplyTopics(Set<String> allowed, Admin admin, ScheduledExecutorService scheduler) {
        this.allowed = Set.copyOf(allowed);
        this.admin = admin;
        refresh();
        this.refresh =
                scheduler.scheduleWithFixedDelay(
                        this::refresh, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        if (allowed.isEmpty()) {
            return;
        }
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(allowed).topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
            try {
                TopicDescription description =
                        topic.getValue().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                partitions.put(topic.getKey(), description.partitions().size());
            } catch (ExecutionException | TimeoutException e) {
                // What was known stays: a topic rarely goes away, a broker often does for a while.
                LOG.atWarn()
                        .addKeyValue("topic", topic.getKey())
                        .addKeyValue("cause", e.toString())
                        .log("Cannot ask for a reply topic's partitions");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean allowed(String topic) {
        return allowed.contains(topic);
    }

    @Override
    public int partitions(String topic) {
        return partitions.getOrDefault(topic, 0);
    }

    @Override
    public void close() {
        refresh.cancel(true);
    }
}
