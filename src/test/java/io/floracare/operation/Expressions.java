package io.floracare.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The PromQL in monitoring/. */
final class Expressions {
    static final Path RULES = Path.of("monitoring/prometheus/rules");
    static final Path DASHBOARDS = Path.of("monitoring/grafana/dashboards");
    private static final Pattern AND = Pattern.compile("\\nand\\n");
    private static final Pattern COMPARED = Pattern.compile("\\s(>|<|==)\\s[\\d.*\\s]+$");

    private Expressions() {}

    /** The rules of a file that have a name of that kind ({@code alert}, {@code record}). */
    static Map<String, String> rules(String file, String kind) throws IOException {
        Map<String, String> rules = new TreeMap<>();
        JsonNode groups = new YAMLMapper().readTree(RULES.resolve(file).toFile()).get("groups");
        for (JsonNode group : groups) {
            for (JsonNode rule : group.get("rules")) {
                if (rule.has(kind)) {
                    rules.put(rule.get(kind).asText(), rule.get("expr").asText());
                }
            }
        }
        return rules;
    }

    /** What the alerts compare with numbers, by alert: without the comparison it must have data. */
    static Map<String, List<String>> compared() throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        rules("alerts.yml", "alert")
                .forEach((alert, expression) -> {
                    List<String> parts = new ArrayList<>();
                    for (String part : AND.splitAsStream(expression.strip()).toList()) {
                        String left = COMPARED.matcher(part).replaceFirst("");
                        if (left.equals(part)) {
                            throw new AssertionError(alert + " does not end in a number: " + part);
                        }
                        parts.add(left);
                    }
                    all.put(alert, parts);
                });
        return all;
    }

    /** The dashboards by file name. */
    static Map<String, JsonNode> dashboards() throws IOException {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DASHBOARDS, "*.json")) {
            for (Path file : files) {
                dashboards.put(
                        file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** The expressions of the dashboards, by file and panel, as Grafana asks for a short time. */
    static Map<String, List<String>> panels() throws IOException {
        Map<String, List<String>> panels = new TreeMap<>();
        dashboards()
                .forEach((file, dashboard) -> {
                    for (JsonNode panel : dashboard.get("panels")) {
                        List<String> all =
                                panel.path("targets").findValuesAsText("expr").stream()
                                        .map(each -> each.replace("$__rate_interval", "1m"))
                                        .toList();
                        if (!all.isEmpty()) {
                            panels.put(file + ": " + panel.get("title").asText(), all);
                        }
                    }
                });
        return panels;
    }
}
