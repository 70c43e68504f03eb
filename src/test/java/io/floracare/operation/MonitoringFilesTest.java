package io.floracare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** monitoring/, docker/ and docker-compose.yml in themselves. */
final class MonitoringFilesTest {
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)-(?:-|XX:|D)[^\\s)]+");

    @Test
    void every_alert_has_a_paragraph_and_a_test() throws IOException {
        String book = Files.readString(Path.of("docs/runbooks/alerts.md"));
        String tests = Files.readString(Path.of("monitoring/prometheus/tests/alerts.yml"));
        String rules = Files.readString(Expressions.RULES.resolve("alerts.yml"));

        assertThat(Expressions.rules("alerts.yml", "alert").keySet())
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(book).contains("## " + alert + "\n");
                    assertThat(rules)
                            .contains("alerts.md#" + alert.toLowerCase(Locale.ROOT) + "\"\n");
                    assertThat(tests).contains("alertname=\"" + alert + "\"");
                });
    }

    @Test
    void panels_have_ids_of_their_own_and_do_not_overlap() throws IOException {
        assertThat(Expressions.dashboards())
                .hasSize(3)
                .allSatisfy((file, dashboard) -> {
                    Set<Integer> ids = new HashSet<>();
                    Set<String> cells = new HashSet<>();
                    for (JsonNode panel : dashboard.get("panels")) {
                        assertThat(ids.add(panel.get("id").asInt())).isTrue();
                        JsonNode at = panel.get("gridPos");
                        int left = at.get("x").asInt();
                        int top = at.get("y").asInt();
                        assertThat(left + at.get("w").asInt()).isLessThanOrEqualTo(24);
                        for (int x = left; x < left + at.get("w").asInt(); x++) {
                            for (int y = top; y < top + at.get("h").asInt(); y++) {
                                assertThat(cells.add(x + " " + y))
                                        .as("%s: %s", file, panel.get("title"))
                                        .isTrue();
                            }
                        }
                    }
                });
    }

    @Test
    void curves_look_back_as_far_as_a_step_is_wide() throws IOException {
        Expressions.dashboards()
                .forEach((file, dashboard) -> {
                    for (JsonNode panel : dashboard.get("panels")) {
                        if (panel.get("type").asText().equals("timeseries")) {
                            assertThat(panel.path("targets").findValuesAsText("expr"))
                                    .as("%s: %s", file, panel.get("title"))
                                    .noneMatch(
                                            each -> each.matches("(?s).*\\brate\\(.*\\[[15]m].*"));
                            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                                    .isNotEmpty();
                        }
                    }
                });
    }

    @Test
    void every_topic_is_in_the_script_and_the_table_of_rights() throws IOException {
        String script = Files.readString(Path.of("docs/kafka-acls.sh"));
        String guide = Files.readString(Path.of("docs/operations.md"));
        String table =
                guide.substring(guide.indexOf("| process |"), guide.indexOf("Each topic also"));

        assertThat(TopicCatalogue.load().topics())
                .extracting(TopicSpec::name)
                .allSatisfy(topic -> {
                    assertThat(table).contains("`" + topic + "`");
                    if (!topic.equals("model-deployments")) {
                        assertThat(script).containsPattern("topics [^\n]* " + topic + "( |\n)");
                    }
                });
    }

    @Test
    void image_and_compose_serve_the_newest_model() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("models/leaf-disease"))) {
            String newest =
                    "leaf-disease/"
                            + versions.map(path -> path.getFileName().toString())
                                    .map(ModuleDescriptor.Version::parse)
                                    .max(ModuleDescriptor.Version::compareTo)
                                    .orElseThrow();
            assertThat(Files.readString(Path.of("Dockerfile"))).contains("ARG MODEL=" + newest);
            assertThat(Files.readString(Path.of("docker-compose.yml")))
                    .contains("${MODEL:-" + newest + "}");
        }
    }

    @Test
    void the_image_has_the_options_of_the_launcher() throws IOException {
        String launcher = Files.readString(Path.of("floracare"));
        int begin = launcher.indexOf("common_options()");
        String common = launcher.substring(begin, launcher.indexOf("\n}", begin));
        List<String> options =
                OPTION.matcher(common)
                        .results()
                        .map(found -> found.group())
                        .filter(option -> !option.startsWith("-Dfloracare.home"))
                        .toList();

        assertThat(options).hasSizeGreaterThan(5);
        assertThat(Files.readAllLines(Path.of("docker/jvm.options"))).containsAll(options);
    }
}
