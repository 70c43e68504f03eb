package io.floracare.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.image.ImageLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopicCatalogueTest {
    private final TopicCatalogue catalogue = TopicCatalogue.load();

    @Test
    void names_every_topic_of_the_product() {
        assertThat(catalogue.topics())
                .containsExactly(
                        catalogue.images(),
                        catalogue.express(),
                        catalogue.results(),
                        catalogue.replies(),
                        catalogue.features(),
                        catalogue.deadLetters(),
                        catalogue.labels(),
                        catalogue.driftReports(),
                        catalogue.driftQuality(),
                        catalogue.driftAccuracy(),
                        catalogue.driftAlerts(),
                        catalogue.driftBaselines(),
                        catalogue.deployments())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "leaf-images",
                        "leaf-images-express",
                        "leaf-results",
                        "leaf-replies",
                        "leaf-features",
                        "leaf-dead-letters",
                        "leaf-labels",
                        "drift-reports",
                        "drift-quality",
                        "drift-accuracy",
                        "drift-alerts",
                        "drift-baselines",
                        "model-deployments");
    }

    @Test
    void prefix_renames_every_topic_and_nothing_else() {
        TopicCatalogue prefixed = catalogue.withPrefix("north.");

        assertThat(prefixed.topics())
                .extracting(TopicSpec::name)
                .allMatch(name -> name.startsWith("north."));
        assertThat(prefixed.images().withName("leaf-images")).isEqualTo(catalogue.images());
        assertThat(prefixed.named("north.leaf-replies")).contains(prefixed.replies());
        assertThat(prefixed.named("leaf-replies")).isEmpty();
    }

    @Test
    void refuses_a_prefix_that_no_topic_can_have() {
        assertThatThrownBy(() -> catalogue.withPrefix("north/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("north/");
    }

    @Test
    void largest_accepted_image_fits_with_64_kib_of_headers() {
        assertThat(catalogue.images().maxMessageBytes())
                .isEqualTo(catalogue.express().maxMessageBytes())
                .isEqualTo(ImageLimits.DEFAULT.maxBytes() + (64 << 10));
    }

    @Test
    void dead_letter_holds_an_image_record_and_64_kib_of_error_headers() {
        assertThat(catalogue.deadLetters().maxMessageBytes())
                .isEqualTo(catalogue.images().maxMessageBytes() + (64 << 10));
    }

    @Test
    void image_and_result_topics_are_stamped_by_the_broker() {
        assertThat(List.of(catalogue.images(), catalogue.express(), catalogue.results()))
                .extracting(TopicSpec::timestamps)
                .containsOnly(TopicSpec.Timestamps.LOG_APPEND_TIME);
    }

    @Test
    void configs_are_in_kafkas_terms() {
        assertThat(catalogue.replies().configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "3600000")
                .containsEntry("segment.ms", "600000")
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("max.message.bytes", "1048576")
                .containsEntry("compression.type", "producer");
        assertThat(catalogue.deployments().configs())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void refuses_an_unknown_field_in_the_catalogue() {
        assertThatThrownBy(() -> read("topics:\n  - id: a\n    partition: 3\n"))
                .hasMessageContaining("partition");
    }

    @Test
    void refuses_a_missing_number_in_the_catalogue() {
        assertThatThrownBy(() -> read("topics:\n  - id: a\n    name: b\n"))
                .hasMessageContaining("partitions");
    }

    private static TopicCatalogue read(String yaml) throws IOException {
        InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        return TopicCatalogue.read(in);
    }
}
