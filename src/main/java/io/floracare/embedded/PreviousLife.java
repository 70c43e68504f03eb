package io.floracare.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * What a broker that was killed left behind: it still counts as the leader of its partitions until
 * its session ends. A broker that starts before that takes up its open transactions, loses its
 * leadership a moment later, and Kafka 4.3 then takes the partitions without a leader for deleted:
 * it calls the transactions complete although their markers were never written, and records of an
 * aborted transaction become visible with the next one. So the controller starts alone first and
 * ends that session.
 */
final class PreviousLife {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    private PreviousLife() {}

    /** Whether the broker of this formatted folder was killed rather than stopped. */
    static boolean wasKilled(Path dir) {
        // Kafka writes the file when it stops, and deletes it when it starts.
        return Files.exists(dir.resolve("__cluster_metadata-0"))
                && !Files.exists(dir.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Returns when the controller counts no broker as alive, or after a minute.
     *
     * @param settings of the broker that is about to start
     */
    static void end(Properties settings) throws IOException {
        KafkaRaftServer controller =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(controllerOnly(settings), false), Time.SYSTEM);
        try {
            controller.startup();
            awaitFenced();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a killed broker's session ends");
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Properties controllerOnly(Properties settings) {
        Properties controller = new Properties();
        controller.putAll(settings);
        controller.put("process.roles", "controller");
        String listeners = settings.getProperty("listeners");
        controller.put("listeners", listeners.substring(listeners.indexOf(',') + 1));
        controller.remove("advertised.listeners");
        controller.remove("inter.broker.listener.name");
        // The folder's lock says that nobody lives there: no sign of life is worth waiting for.
        controller.put("broker.session.timeout.ms", "1000");
        controller.put("broker.heartbeat.interval.ms", "500");
        return controller;
    }

    /** Kafka's clients cannot ask a controller for its brokers; its metrics tell their number. */
    private static void awaitFenced() throws InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (brokers("FencedBrokerCount") == 0 || brokers("ActiveBrokerCount") > 0) {
            if (System.nanoTime() - deadline > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static int brokers(String count) {
        try {
            return (int)
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(
                                    new ObjectName(
                                            "kafka.controller:type=KafkaController,name=" + count),
                                    "Value");
        } catch (InstanceNotFoundException notYet) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka counts its brokers otherwise", e);
        }
    }
}
