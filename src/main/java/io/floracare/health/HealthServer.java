package io.floracare.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health} (the process answers), {@code /health/live} and {@code /health/ready} (200
 * when every check holds, else 503; the body lists the checks) and {@code /metrics} (Prometheus'
 * text format).
 */
public final class HealthServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final int BACKLOG = 64;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Health health;
    private final CollectorRegistry registry;
    private final HttpServer server;
    private final ExecutorService executor;

    private HealthServer(Health health, CollectorRegistry registry, HttpServer server) {
        this.health = health;
        this.registry = registry;
        this.server = server;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Starts serving.
     *
     * @param host address to listen on
     * @param port TCP port; 0 for a free one
     * @param health what is reported
     * @param registry what is measured
     * @throws IOException if the port cannot be had; the message says which
     */
    public static HealthServer start(
            String host, int port, Health health, CollectorRegistry registry) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot serve health on " + host + ": no such host");
        }
        HealthServer server =
                new HealthServer(health, registry, listen(host + ":" + port, address));
        server.server.createContext("/", server::handle);
        server.server.setExecutor(server.executor);
        server.server.start();
        LOG.atInfo()
                .addKeyValue("address", "http://%s:%d".formatted(host, server.port()))
                .log("Health and metrics are served");
        return server;
    }

    private static HttpServer listen(String name, InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "cannot serve health on "
                            + name
                            + ": "
                            + e.getMessage()
                            + "; set http.port, 0 takes a free one",
                    e);
        }
    }

    /** The port in use. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, JSON, error("only GET and HEAD are served here"));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> send(exchange, 200, JSON, status("ok"));
                case "/health/live" -> report(exchange, Health.Kind.LIVE);
                case "/health/ready" -> report(exchange, Health.Kind.READY);
                case "/metrics" -> metrics(exchange);
                default ->
                        send(
                                exchange,
                                404,
                                JSON,
                                error(
                                        "there are /health, /health/live, /health/ready and"
                                                + " /metrics"));
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Health request failed");
        }
    }

    private void report(HttpExchange exchange, Health.Kind kind) throws IOException {
        Health.Report report = health.report(kind);
        ObjectNode body = status(report.ok() ? "ok" : "failed");
        ObjectNode checks = body.putObject("checks");
        report.checks()
                .forEach((name, result) -> {
                    ObjectNode check = checks.putObject(name);
                    check.put("ok", result.ok());
                    if (!result.message().isEmpty()) {
                        check.put("message", result.message());
                    }
                });
        send(exchange, report.ok() ? 200 : 503, JSON, body);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        List<String> accept = exchange.getRequestHeaders().get("Accept");
        String type = TextFormat.chooseContentType(accept == null ? null : accept.getFirst());
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : 0);
        if (!head) {
            try (Writer writer =
                    new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
                TextFormat.writeFormat(type, writer, registry.metricFamilySamples());
            }
        }
    }

    private void send(HttpExchange exchange, int code, String type, ObjectNode body)
            throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode status(String status) {
        return mapper.createObjectNode().put("status", status);
    }

    private ObjectNode error(String message) {
        return mapper.createObjectNode().put("error", message);
    }
}
