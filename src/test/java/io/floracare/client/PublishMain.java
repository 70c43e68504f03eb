package io.floracare.client;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** Publishes a folder in a process that a test kills. Arguments: broker, topic, folder, journal. */
public final class PublishMain {
    private PublishMain() {}

    /** Prints a line for each settled file. */
    private static final class Printing implements PublishProgress {
        private int settled;

        @Override
        public void planned(int files) {}

        @Override
        public void settled(PublishOutcome outcome) {
            System.out.println("settled " + ++settled);
        }
    }

    public static void main(String[] args) throws Exception {
        // One record a request, so that many are on their way when the process is killed.
        Map<String, String> kafka =
                Map.of("bootstrap.servers", args[0], "batch.size", "0", "linger.ms", "0");
        try (Producer<byte[], byte[]> producer = new KafkaClients(kafka).producer(22 << 20);
                PublishJournal journal =
                        PublishJournal.open(Path.of(args[3]), "cluster", args[1])) {
            new ImagePublisher(
                            new ImageSender(producer, args[1], "test", Clock.systemUTC()),
                            new ImagePublisher.Limits(20 << 20, null, null),
                            ImageSender::newId,
                            null)
                    .publish(List.of(Path.of(args[2])), journal, new Printing());
        }
    }
}
