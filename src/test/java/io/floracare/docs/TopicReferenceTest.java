package io.floracare.docs;

import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TopicReferenceTest {
    private static final String HEAD =
            """
            # Topics

            This page is generated from `topics/topics.yaml`. `./floracare topics apply` makes the topics, `./floracare topics
            describe` compares them with the cluster's. `topic.prefix` is put in front of every name.

            Headers and messages are described in [`topics/asyncapi.yaml`](../topics/asyncapi.yaml), the JSON messages by the
            schemas under [`topics/schemas/`](../topics/schemas). Values are plain JSON in UTF-8 without magic byte or type
            header, as Confluent's `KafkaJsonSerializer` writes them.

            | topic | what it holds | key | value | partitions | kept | timestamps | largest record |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    @Test
    void reference_is_that_of_the_catalogue() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (TopicSpec topic : TopicCatalogue.load().topics()) {
            text.append(
                    "| `%s` | %s | %s | %s | %d | %s | %s | %,d bytes |%n"
                            .formatted(
                                    topic.name(),
                                    topic.doc(),
                                    topic.key(),
                                    topic.value().wire(),
                                    topic.partitions(),
                                    kept(topic),
                                    topic.timestamps().config(),
                                    topic.maxMessageBytes()));
        }
        Documents.assertCommitted(Path.of("docs", "topics.md"), text.toString());
    }

    private static String kept(TopicSpec topic) {
        if (topic.retention() == null) {
            return "compacted";
        }
        long hours = topic.retention().toHours();
        return hours % 24 == 0 ? hours / 24 + " d" : hours + " h";
    }
}
