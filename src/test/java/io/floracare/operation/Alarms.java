package io.floracare.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * The machine's Alertmanager with monitoring/alertmanager/, each of its receivers an address of
 * this process, and groups that wait for nothing. Also where the drift aggregator posts its own
 * alerts: refused at first, then passed on to Alertmanager.
 */
final class Alarms implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer receiver;
    private final Process alertmanager;
    private final String address;
    private volatile boolean acceptsDrift;

    /**
     * One alert as it reached a receiver.
     *
     * @param receiver the receiver's name
     * @param status {@code firing} or {@code resolved}
     * @param alert labels and annotations
     */
    record Message(String receiver, String status, JsonNode alert) {
        String name() {
            return alert.get("labels").get("alertname").asText();
        }

        String label(String name) {
            return alert.get("labels").path(name).asText();
        }

        String annotation(String name) {
            return alert.get("annotations").path(name).asText();
        }
    }

    Alarms(Path folder) throws IOException {
        // Containers post here, too, so not to 127.0.0.1 alone.
        receiver = HttpServer.create(new InetSocketAddress(0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::receive);
        receiver.createContext("/drift", this::drift);
        receiver.start();
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        Path config = folder.resolve("alertmanager.yml");
        new YAMLMapper().writeValue(config.toFile(), configuration());
        alertmanager =
                new ProcessBuilder(
                                Files.exists(Path.of("/usr/bin/prometheus-alertmanager"))
                                        ? "prometheus-alertmanager"
                                        : "alertmanager",
                                "--config.file=" + config,
                                "--storage.path=" + folder.resolve("data"),
                                "--cluster.listen-address=",
                                "--web.listen-address=" + address)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("alertmanager.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(alertmanager::destroyForcibly));
    }

    private ObjectNode configuration() throws IOException {
        ObjectNode config =
                (ObjectNode)
                        new YAMLMapper()
                                .readTree(
                                        Path.of("monitoring/alertmanager/alertmanager.yml")
                                                .toFile());
        config.withObject("/route").put("group_wait", "0s").put("group_interval", "1s");
        for (JsonNode each : config.get("receivers")) {
            ((ObjectNode) each)
                    .putArray("webhook_configs")
                    .addObject()
                    .put("url", "http://127.0.0.1:" + port() + "/" + each.get("name").asText());
        }
        return config;
    }

    /** The receiver's port on all interfaces. */
    int port() {
        return receiver.getAddress().getPort();
    }

    /** Alertmanager's host and port. */
    String address() {
        return address;
    }

    /** From now on what the drift aggregator posts is passed on. */
    void acceptDrift() {
        acceptsDrift = true;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).get("alerts")) {
                messages.add(new Message(name, alert.get("status").asText(), alert));
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void drift(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status =
                    acceptsDrift
                            ? send(HttpRequest.newBuilder(alerts())
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofByteArray(body))
                                            .build())
                                    .statusCode()
                            : 404;
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private URI alerts() {
        return URI.create("http://" + address + "/api/v2/alerts");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString(UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What reached a receiver so far. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The alerts that reached a receiver while they fired. */
    Set<String> delivered() {
        return deliveredAfter(0);
    }

    /** Those of them that were not among the first so many messages. */
    Set<String> deliveredAfter(int first) {
        Set<String> names = new HashSet<>();
        List<Message> received = messages();
        for (Message message : received.subList(first, received.size())) {
            if (message.status().equals("firing")) {
                names.add(message.name());
            }
        }
        return names;
    }

    /** The alerts that Alertmanager holds back now because of others. */
    Set<String> inhibited() throws IOException {
        Set<String> names = new HashSet<>();
        for (JsonNode alert :
                JSON.readTree(send(HttpRequest.newBuilder(alerts()).build()).body())) {
            if (!alert.get("status").get("inhibitedBy").isEmpty()) {
                names.add(alert.get("labels").get("alertname").asText());
            }
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        receiver.stop(0);
        http.close();
        alertmanager.destroy();
        try {
            alertmanager.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
