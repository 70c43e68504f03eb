package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The machine's Prometheus with monitoring/prometheus/: other addresses, a scrape each second, and
 * alerts that fire sooner. Only times are changed, never names or limits: no alert waits for its
 * {@code for}, and one that waits for nothing to happen ({@code == 0}) looks ten seconds back
 * instead of minutes or hours.
 */
final class PrometheusServer implements AutoCloseable {
    /** Where the alerts' links begin. */
    static final String DOCS = "https://docs.example";

    private static final Pattern NOTHING = Pattern.compile("== 0$", Pattern.MULTILINE);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /**
     * @param targets addresses by job, such as {@code http://host:port}
     * @param key for the gateway's metrics
     * @param alertmanager host and port
     */
    PrometheusServer(
            Path folder, Map<String, List<String>> targets, String key, String alertmanager)
            throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Expressions.RULES)) {
            for (Path file : files) {
                JsonNode tree = yaml.readTree(file.toFile());
                tree.get("groups")
                        .forEach(group -> group.get("rules").forEach(PrometheusServer::hasten));
                yaml.writeValue(rules.resolve(file.getFileName()).toFile(), tree);
            }
        }
        ObjectNode config =
                (ObjectNode)
                        yaml.readTree(Path.of("monitoring/prometheus/prometheus.yml").toFile());
        config.withObject("/global").put("scrape_interval", "1s").put("evaluation_interval", "1s");
        config.withObject("/global/external_labels").put("docs", DOCS);
        ((ObjectNode) config.at("/alerting/alertmanagers/0/static_configs/0"))
                .putArray("targets")
                .add(alertmanager);
        Path keyFile = Files.writeString(folder.resolve("key"), key);
        for (JsonNode job : config.get("scrape_configs")) {
            readdress((ObjectNode) job, targets, keyFile);
        }
        yaml.writeValue(folder.resolve("prometheus.yml").toFile(), config);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = "http://127.0.0.1:" + port;
        process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private static void hasten(JsonNode rule) {
        String expression = rule.get("expr").asText();
        ((ObjectNode) rule).remove("for");
        if (rule.has("alert") && NOTHING.matcher(expression).find()) {
            ((ObjectNode) rule).put("expr", expression.replaceAll("\\[\\d+[mh]]", "[10s]"));
        }
    }

    private static void readdress(ObjectNode job, Map<String, List<String>> targets, Path keyFile) {
        String name = job.get("job_name").asText();
        job.remove("dns_sd_configs");
        if (job.has("authorization")) {
            job.withObject("/authorization").put("credentials_file", keyFile.toString());
        }
        ArrayNode groups = job.putArray("static_configs");
        for (String target : targets.getOrDefault(name, List.of())) {
            URI uri = URI.create(target);
            ObjectNode group = groups.addObject();
            group.putArray("targets").add(uri.getAuthority());
            group.withObject("/labels").put("__scheme__", uri.getScheme());
        }
        job.withObject("/tls_config").put("insecure_skip_verify", true);
    }

    /** What an instant query finds: labels and value of each series. */
    List<JsonNode> query(String expression) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        address
                                                + "/api/v1/query?query="
                                                + URLEncoder.encode(expression, UTF_8)))
                        .build();
        try {
            JsonNode answer =
                    new ObjectMapper()
                            .readTree(http.send(request, BodyHandlers.ofString(UTF_8)).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(expression + ": " + answer);
            }
            return List.copyOf(answer.get("data").get("result").findParents("metric"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The only value of a query; NaN if there is none. */
    double value(String expression) throws IOException {
        List<JsonNode> found = query(expression);
        return found.size() == 1
                ? Double.parseDouble(found.getFirst().get("value").get(1).asText())
                : Double.NaN;
    }

    /** Whether it answers. */
    boolean ready() {
        try {
            return !query("vector(1)").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
