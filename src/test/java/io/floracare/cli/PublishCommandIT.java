package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.cli.CliFixture.Outcome;
import io.floracare.testing.SharedBroker;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish}, and what it remembers. */
final class PublishCommandIT {
    @RegisterExtension static final SharedBroker BROKER = new SharedBroker();

    @TempDir private Path folder;

    @Test
    void the_same_cluster_by_another_address_is_known() throws IOException {
        TopicCatalogue topics = BROKER.freshTopics();
        String images = topics.images().name();
        Path photo = Files.writeString(folder.resolve("leaf.jpg"), "no image, but a file");

        Outcome first = publish(BROKER.bootstrapServers(), images, photo);
        Outcome second =
                publish(BROKER.bootstrapServers().replace("127.0.0.1", "localhost"), images, photo);

        assertThat(first.out())
                .isEqualToNormalizingNewlines(
                        "1 published to " + images + ", 0 published earlier, 0 refused\n");
        assertThat(second.out()).contains("0 published to " + images + ", 1 published earlier");
        assertThat(second.err())
                .isEqualToNormalizingNewlines(
                        "All of them were published to this cluster before, says the journal;"
                                + " --again sends them once more.\n");
        assertThat(BROKER.kafka().readAll(images)).hasSize(1);
    }

    @Test
    void a_journal_of_an_earlier_version_is_said_not_to_count() throws IOException {
        String images = BROKER.freshTopics().images().name();
        Path photo = Files.writeString(folder.resolve("leaf.jpg"), "no image, but a file");
        Files.writeString(
                folder.resolve("publish.journal"),
                "{\"target\":\"%s/%s\",\"path\":\"%s\",\"sha256\":\"0\",\"id\":\"x\",\"done\":true}\n"
                        .formatted(BROKER.bootstrapServers(), images, photo));

        Outcome outcome = publish(BROKER.bootstrapServers(), images, photo);

        assertThat(outcome.err())
                .contains("begun by an earlier version", "what it lists (1 file) is sent again");
        assertThat(outcome.out()).startsWith("1 published to ");
        assertThat(publish(BROKER.bootstrapServers(), images, photo).err())
                .doesNotContain("earlier version");
    }

    @Test
    void a_missing_topic_is_named_at_once() throws IOException {
        String images = BROKER.freshNames().images().name();
        Path photo = Files.writeString(folder.resolve("leaf.jpg"), "no image, but a file");

        Outcome outcome = publish(BROKER.bootstrapServers(), images, photo);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines(
                        "floracare: topic "
                                + images
                                + " does not exist: run './floracare topics apply'\n");
        assertThat(folder.resolve("publish.journal")).doesNotExist();
    }

    private Outcome publish(String address, String images, Path photo) {
        return new CliFixture()
                .with("KAFKA_BOOTSTRAP_SERVERS", address)
                .with("TOPIC_PREFIX", images.substring(0, images.length() - "leaf-images".length()))
                .with("FLORACARE_DATA_DIR", folder.toString())
                .run("publish", photo.toString(), "--format", "text");
    }
}
