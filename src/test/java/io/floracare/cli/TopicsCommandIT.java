package io.floracare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.cli.CliFixture.Outcome;
import io.floracare.embedded.BrokerOptions;
import io.floracare.embedded.EmbeddedBroker;
import io.floracare.topic.TopicCatalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The topics commands against a real broker; each test has topics of its own prefix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TopicsCommandIT {
    private Path folder;
    private EmbeddedBroker broker;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        broker = EmbeddedBroker.start(BrokerOptions.in(folder.resolve("broker")));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void apply_creates_what_is_missing_and_then_finds_all_as_wanted() {
        Outcome first = run("once.", "topics", "apply", "--format", "text");
        Outcome second = run("once.", "topics", "apply", "--format", "text");

        int topics = TopicCatalogue.load().topics().size();
        assertThat(first.code()).isZero();
        assertThat(first.out().lines())
                .hasSize(topics)
                .allMatch(line ->
                        line.matches("once\\.(leaf|drift|model)-\\S+ +created, \\d+ partitions?"));
        assertThat(second.code()).isZero();
        assertThat(second.out().lines())
                .hasSize(topics)
                .allMatch(line -> line.endsWith("as wanted"));
    }

    @Test
    void apply_that_cannot_be_met_is_a_sentence() {
        Outcome outcome = run("many.", "topics", "apply", "--replication-factor", "3");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualToNormalizingNewlines(
                        "floracare: replication factor 3 is more than the cluster's one broker:"
                                + " lower it or add brokers; nothing was created\n");
    }

    @Test
    void describe_is_json_for_programs_before_and_after() throws Exception {
        Outcome before = run("described.", "topics", "describe");
        run("described.", "topics", "apply");
        Outcome after = run("described.", "topics", "describe");

        assertThat(lines(before)).allMatch(line -> line.path("actual").isNull());
        assertThat(lines(after))
                .hasSize(TopicCatalogue.load().topics().size())
                .allMatch(line -> line.path("differences").isEmpty())
                .allMatch(line ->
                        line.path("actual")
                                .path("partitions")
                                .equals(line.path("wanted").path("partitions")));
    }

    @Test
    void describe_is_a_table_for_people() {
        run("table.", "topics", "apply");

        Outcome outcome = run("table.", "topics", "describe", "--format=text");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("table.leaf-images: ")
                .containsPattern("partitions +\\d+ +\\d+")
                .containsPattern("message\\.timestamp\\.type +LogAppendTime +LogAppendTime");
    }

    private Outcome run(String prefix, String... args) {
        return new CliFixture()
                .with("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                .with("TOPIC_PREFIX", prefix)
                .with("FLORACARE_DATA_DIR", folder.toString())
                .run(args);
    }

    private static List<JsonNode> lines(Outcome outcome) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.readerFor(JsonNode.class).<JsonNode>readValues(outcome.out()).readAll();
    }
}
