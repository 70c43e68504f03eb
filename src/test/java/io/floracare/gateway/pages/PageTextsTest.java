package io.floracare.gateway.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.inference.DefaultModel;
import io.floracare.message.ErrorCode;
import io.floracare.model.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the pages. English advice comes from the model package's labels. */
class PageTextsTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Path TEXTS = WEB.resolve("assets/texts");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern IN_PAGE = Pattern.compile("data-text=\"([\\w.-]+)\"");
    private static final Pattern IN_SCRIPT = Pattern.compile("texts?\\.text\\(\"([\\w.-]+)\"");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void english_advice_is_that_of_the_newest_model_package() throws IOException {
        ObjectNode expected = MAPPER.createObjectNode();
        for (Label label : DefaultModel.read().labels()) {
            expected.putObject(label.name())
                    .put("title", label.title())
                    .put("nextStep", label.nextStep())
                    .put("source", label.source())
                    .put("healthy", label.healthy())
                    .put("background", label.background());
        }
        Path file = TEXTS.resolve("labels-en.json");
        if (Boolean.getBoolean("floracare.docs.update")) {
            Files.writeString(file, pretty(expected));
        }

        assertThat(file)
                .as("mvn test -Dtest=PageTextsTest -Dfloracare.docs.update=true")
                .content()
                .isEqualTo(pretty(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "fr"})
    void every_class_has_advice_in_every_language(String language) throws IOException {
        JsonNode english = read("labels-en.json");
        JsonNode labels = read("labels-" + language + ".json");

        assertThat(keys(labels)).isEqualTo(keys(english));
        for (String label : keys(labels)) {
            for (String part : List.of("title", "nextStep")) {
                String text = labels.get(label).path(part).asText();
                assertThat(text).as(label).isNotBlank();
                assertThat(text).as(label).isNotEqualTo(english.get(label).get(part).asText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "fr"})
    void every_language_says_the_same_with_the_same_placeholders(String language)
            throws IOException {
        JsonNode english = read("en.json");
        JsonNode words = read(language + ".json");

        assertThat(keys(words)).isEqualTo(keys(english));
        for (String key : keys(words)) {
            assertThat(words.get(key).asText()).as(key).isNotBlank();
            assertThat(placeholders(words.get(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.get(key)));
        }
    }

    @Test
    void every_text_that_a_page_names_exists() throws IOException {
        Set<String> known = keys(read("en.json"));

        assertThat(known).containsAll(named(".html", IN_PAGE)).containsAll(named(".js", IN_SCRIPT));
    }

    @Test
    void no_text_is_left_over() throws IOException {
        String everything = String.join("\n", sources(".html")) + String.join("\n", sources(".js"));

        assertThat(keys(read("en.json")))
                .allSatisfy(key -> assertThat(uses(key)).anyMatch(everything::contains));
    }

    /** How a source names a text: as a whole, or built from the beginning of its name. */
    private static List<String> uses(String key) {
        List<String> uses = new ArrayList<>(List.of('"' + key + '"'));
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            uses.add('`' + key.substring(0, dot + 1) + "${");
        }
        return uses;
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            // Senders of the page make no claims, and a defect has the words for anything else.
            names = {"CLAIM_CHECK_.*", "INTERNAL"})
    void what_can_be_wrong_with_a_photo_is_said_in_plain_words(ErrorCode code) throws IOException {
        assertThat(keys(read("en.json")))
                .contains("problem." + code.wire() + ".title", "problem." + code.wire() + ".step");
    }

    private static Set<String> named(String extension, Pattern pattern) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String source : sources(extension)) {
            pattern.matcher(source).results().map(match -> match.group(1)).forEach(keys::add);
        }
        assertThat(keys).isNotEmpty();
        return Set.copyOf(keys);
    }

    private static List<String> sources(String extension) throws IOException {
        try (Stream<Path> files = Files.walk(WEB)) {
            List<String> sources = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(extension)).toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }

    private static JsonNode read(String file) throws IOException {
        return MAPPER.readTree(Files.readString(TEXTS.resolve(file), UTF_8));
    }

    private static Set<String> keys(JsonNode node) {
        return node.properties().stream().map(entry -> entry.getKey()).collect(toSet());
    }

    private static List<String> placeholders(JsonNode text) {
        return PLACEHOLDER
                .matcher(text.asText())
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static String pretty(JsonNode node) throws IOException {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    }
}
