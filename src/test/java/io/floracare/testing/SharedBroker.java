package io.floracare.testing;

import static java.util.Objects.requireNonNull;

import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import io.floracare.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One embedded broker for all tests of a class, registered as a static extension field. Tests keep
 * apart by topic prefixes: {@link #freshTopics}.
 */
public final class SharedBroker implements BeforeAllCallback, AfterAllCallback {
    private final List<String> settings;
    private @Nullable Path dir;
    private @Nullable EmbeddedBroker broker;
    private @Nullable KafkaProbe kafka;

    /**
     * @param settings broker settings as {@code key=value}
     */
    public SharedBroker(String... settings) {
        this.settings = List.of(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = Files.createTempDirectory("broker");
        dir = folder;
        BrokerOptions options = BrokerOptions.in(folder);
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            options = options.with(pair[0], pair[1]);
        }
        EmbeddedBroker started = EmbeddedBroker.start(options);
        broker = started;
        kafka = new KafkaProbe(started.bootstrapServers());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        requireNonNull(kafka).close();
        requireNonNull(broker).close();
        try (Stream<Path> files = Files.walk(requireNonNull(dir))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return requireNonNull(broker).bootstrapServers();
    }

    /** Writes and reads records. */
    public KafkaProbe kafka() {
        return requireNonNull(kafka);
    }

    /** The catalogue under a prefix that no other test uses; nothing is created. */
    public TopicCatalogue freshNames() {
        return TopicCatalogue.load().withPrefix(UUID.randomUUID().toString().substring(0, 8) + ".");
    }

    /**
     * The catalogue's topics with their settings but two partitions each, which is quicker, created
     * under a prefix that no other test uses.
     */
    public TopicCatalogue freshTopics() {
        TopicCatalogue catalogue = freshNames();
        List<NewTopic> topics =
                catalogue.topics().stream()
                        .map(topic ->
                                new NewTopic(topic.name(), 2, (short) 1).configs(topic.configs()))
                        .toList();
        List<String> names = topics.stream().map(NewTopic::name).toList();
        try (Admin admin = kafka().admin()) {
            admin.createTopics(topics).all().get();
            // The controller acknowledges topics a moment before the broker knows of them.
            KafkaProbe.until(() -> admin.listTopics().names().get().containsAll(names));
        } catch (Exception e) {
            throw new IllegalStateException("the topics cannot be created", e);
        }
        return catalogue;
    }
}
