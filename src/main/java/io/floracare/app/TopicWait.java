package io.floracare.app;

import io.floracare.app.Startup.Waiting;
import io.floracare.model.Sleeper;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker until it has what a service needs. What is missing is said once when it changes,
 * so that a process that seems to hang never does so silently.
 */
final class TopicWait {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWait.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, String> kafka;
    private final TopicCatalogue topics;
    private final Sleeper sleeper;

    /**
     * @param kafka client settings
     * @param topics under their full names
     * @param sleeper passes time between attempts
     */
    TopicWait(Map<String, String> kafka, TopicCatalogue topics, Sleeper sleeper) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.sleeper = sleeper;
    }

    /** Returns when a check finds no problem any more. */
    void await(Function<TopicCheck, List<String>> check, Consumer<Waiting> waiting)
            throws InterruptedException {
        String said = "";
        while (true) {
            List<String> problems = problems(check);
            if (problems.isEmpty()) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            String sentence = String.join("; ", problems);
            waiting.accept(new Waiting(sentence, false));
            if (!sentence.equals(said)) {
                LOG.atWarn()
                        .addKeyValue("problems", problems.size())
                        .log("Waiting for Kafka: {}", sentence);
                said = sentence;
            }
            sleeper.sleep(ASK_AGAIN);
        }
    }

    private List<String> problems(Function<TopicCheck, List<String>> check) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(kafka))) {
            return check.apply(new TopicCheck(admin, topics, BROKER_TIMEOUT));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(
                    "Kafka at "
                            + kafka.get("bootstrap.servers")
                            + " cannot be used: "
                            + cause.getMessage()
                            + ".");
        }
    }
}
