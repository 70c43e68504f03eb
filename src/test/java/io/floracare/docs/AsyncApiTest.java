package io.floracare.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.floracare.message.ErrorCode;
import io.floracare.message.ImageHeaders;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AsyncApiTest {
    private static final Path FILE = Path.of("topics", "asyncapi.yaml");

    private static JsonNode document() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
    }

    @Test
    void is_a_document_of_version_three() throws IOException {
        assertThat(document().path("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @Test
    void has_the_catalogues_topics_and_no_others() throws IOException {
        List<String> addresses = new ArrayList<>();
        document()
                .path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));
        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(
                        TopicCatalogue.load().topics().stream().map(TopicSpec::name).toList());
    }

    @Test
    void every_reference_leads_somewhere() throws IOException {
        JsonNode document = document();
        List<String> references = new ArrayList<>();
        for (JsonNode reference : document.findValues("$ref")) {
            references.add(reference.asText());
        }
        assertThat(references).hasSizeGreaterThan(10);
        for (String reference : references) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(FILE.resolveSibling(reference)).exists();
            }
        }
    }

    @Test
    void every_operation_is_on_a_channel() throws IOException {
        document()
                .path("operations")
                .forEach(operation ->
                        assertThat(operation.path("channel").path("$ref").asText())
                                .startsWith("#/channels/"));
    }

    @Test
    void every_header_that_the_code_reads_is_described()
            throws IOException, IllegalAccessException {
        JsonNode document = document();
        List<String> described = new ArrayList<>();
        document.path("components")
                .path("schemas")
                .forEach(schema ->
                        schema.findValues("properties")
                                .forEach(p -> p.fieldNames().forEachRemaining(described::add)));
        for (Field field : ImageHeaders.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                assertThat(described).contains((String) field.get(null));
            }
        }
    }

    @Test
    void schemas_know_every_error_code() throws IOException {
        List<String> codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).toList();
        for (String name : List.of("result", "features")) {
            String schema = Files.readString(Path.of("topics", "schemas", name + ".schema.json"));
            assertThat(codes).allSatisfy(code -> assertThat(schema).contains("\"" + code + "\""));
        }
    }
}
