package io.floracare.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.floracare.docs.Documents.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is well-formed, and what they link to is there. */
final class ExamplesTest {
    private static final Pattern LINK =
            Pattern.compile("(?<!`)\\[[^\\]\\n]*]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper YAML =
            YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    private static final Map<String, ObjectMapper> READERS =
            Map.of("json", JSON, "ndjson", JSON, "yaml", YAML, "yml", YAML);

    static List<Block> examples() throws IOException {
        List<Block> examples = new ArrayList<>();
        for (Path file : Documents.markdown()) {
            Documents.blocks(file).stream()
                    .filter(block -> READERS.containsKey(block.language()))
                    .forEach(examples::add);
        }
        return examples;
    }

    static List<Path> documents() throws IOException {
        return Documents.markdown();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_parses(Block example) {
        ObjectMapper mapper = Objects.requireNonNull(READERS.get(example.language()));

        assertThatCode(() ->
                        assertThat(
                                        mapper.readerFor(JsonNode.class)
                                                .readValues(example.text())
                                                .readAll())
                                .isNotEmpty())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void relative_links_lead_to_files(Path document) throws IOException {
        Path folder = Objects.requireNonNull(document.toAbsolutePath().getParent());

        List<String> missing =
                LINK.matcher(Files.readString(document))
                        .results()
                        .map((MatchResult link) -> link.group(1))
                        .filter(target -> !target.matches("[a-z]+:.*"))
                        .filter(target -> !Files.exists(folder.resolve(target)))
                        .toList();

        assertThat(missing).as("links in %s that lead nowhere", document).isEmpty();
    }

    @Test
    void there_are_documents_and_examples() throws IOException {
        assertThat(documents()).hasSizeGreaterThan(2);
        assertThat(examples()).isNotEmpty();
    }
}
