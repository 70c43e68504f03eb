package io.floracare.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishJournalTest {
    private static final Path LEAF = Path.of("leaf.jpg");

    @TempDir private Path dir;

    @Test
    void image_that_was_cut_off_is_sent_again_under_its_first_id() throws IOException {
        try (PublishJournal journal = open("topic")) {
            assertThat(journal.begin(LEAF, "hash", "first")).isEqualTo("first");
        }

        try (PublishJournal journal = open("topic")) {
            assertThat(journal.published(LEAF, "hash")).isEmpty();
            assertThat(journal.begin(LEAF, "hash", "second")).isEqualTo("first");
        }
    }

    @Test
    void finished_image_is_remembered_with_its_id() throws IOException {
        try (PublishJournal journal = open("topic")) {
            journal.done(LEAF, "hash", journal.begin(LEAF, "hash", "id"));
        }

        try (PublishJournal journal = open("topic")) {
            assertThat(journal.published(LEAF, "hash")).contains("id");
        }
    }

    @Test
    void changed_image_is_a_new_one() throws IOException {
        try (PublishJournal journal = open("topic")) {
            journal.done(LEAF, "hash", journal.begin(LEAF, "hash", "id"));

            assertThat(journal.published(LEAF, "other")).isEmpty();
            assertThat(journal.begin(LEAF, "other", "new")).isEqualTo("new");
        }
    }

    @Test
    void what_was_sent_elsewhere_does_not_count() throws IOException {
        try (PublishJournal journal = open("topic")) {
            journal.done(LEAF, "hash", journal.begin(LEAF, "hash", "id"));
        }

        try (PublishJournal journal = open("another")) {
            assertThat(journal.published(LEAF, "hash")).isEmpty();
        }
    }

    @Test
    void half_a_line_of_a_killed_process_costs_only_itself() throws IOException {
        try (PublishJournal journal = open("topic")) {
            journal.done(LEAF, "hash", journal.begin(LEAF, "hash", "id"));
        }
        Files.writeString(dir.resolve("journal"), "{\"target\":\"top", StandardOpenOption.APPEND);

        try (PublishJournal journal = open("topic")) {
            assertThat(journal.published(LEAF, "hash")).contains("id");
            journal.done(LEAF, "later", journal.begin(LEAF, "later", "id2"));
        }
        try (PublishJournal journal = open("topic")) {
            assertThat(journal.published(LEAF, "later")).contains("id2");
        }
    }

    @Test
    void cluster_and_topic_count_not_the_address() throws IOException {
        Path file = dir.resolve("journal");
        try (PublishJournal journal = PublishJournal.open(file, "a", "topic")) {
            journal.done(LEAF, "hash", journal.begin(LEAF, "hash", "id"));
        }

        try (PublishJournal other = PublishJournal.open(file, "b", "topic")) {
            assertThat(other.published(LEAF, "hash")).isEmpty();
            other.done(LEAF, "hash", other.begin(LEAF, "hash", "id-at-b"));
        }
        try (PublishJournal journal = PublishJournal.open(file, "a", "topic")) {
            assertThat(journal.published(LEAF, "hash")).contains("id");
        }
    }

    @Test
    void files_of_an_earlier_version_are_counted_until_something_is_published() throws IOException {
        Files.writeString(
                dir.resolve("journal"),
                """
                {"target":"127.0.0.1:9092/topic","path":"/a","sha256":"1","id":"x","done":false}
                {"target":"127.0.0.1:9092/topic","path":"/a","sha256":"1","id":"x","done":true}
                """);

        try (PublishJournal journal = open("topic")) {
            assertThat(journal.older()).isEqualTo(1);
            assertThat(journal.published(Path.of("/a"), "1")).isEmpty();
            journal.begin(LEAF, "hash", "id");
        }
        try (PublishJournal journal = open("topic")) {
            assertThat(journal.older()).isZero();
        }
    }

    private PublishJournal open(String topic) throws IOException {
        return PublishJournal.open(dir.resolve("journal"), "cluster", topic);
    }
}
