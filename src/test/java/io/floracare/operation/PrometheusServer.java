package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

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

    /**
     * @param instance the series' label of that name: the same when the address changes
     * @param address such as {@code http://host:port}
     */
    record Target(String instance, URI address) {}

    private final Path folder;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /**
     * @param targets by job
     * @param key for the gateway's metrics
     * @param alertmanager host and port
     */
    PrometheusServer(
            Path folder, Map<String, List<Target>> targets, String key, String alertmanager)
            throws IOException {
        this.folder = folder;
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
            readdress((ObjectNode) job, keyFile);
        }
        retarget(targets);
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

    private void readdress(ObjectNode job, Path keyFile) {
        job.remove(List.of("dns_sd_configs", "static_configs"));
        if (job.has("authorization")) {
            job.withObject("/authorization").put("credentials_file", keyFile.toString());
        }
        job.putArray("file_sd_configs")
                .addObject()
                .putArray("files")
                .add(targetsOf(job.get("job_name").asText()).toString());
        job.withObject("/tls_config").put("insecure_skip_verify", true);
    }

    private Path targetsOf(String job) {
        return folder.resolve("targets-" + job + ".json");
    }

    /** From now on these are scraped and no others. */
    void retarget(Map<String, List<Target>> targets) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (var job : targets.entrySet()) {
            ArrayNode groups = json.createArrayNode();
            for (Target target : job.getValue()) {
                ObjectNode group = groups.addObject();
                group.putArray("targets").add(target.address().getAuthority());
                group.withObject("/labels")
                        .put("instance", target.instance())
                        .put("__scheme__", target.address().getScheme());
            }
            Path written = folder.resolve("targets.new");
            json.writeValue(written.toFile(), groups);
            Files.move(written, targetsOf(job.getKey()), ATOMIC_MOVE);
        }
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
