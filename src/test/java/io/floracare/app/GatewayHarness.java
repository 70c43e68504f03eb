package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.config.Settings;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.gateway.Gateway;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.lane.ImageStore;
import io.floracare.message.Json;
import io.floracare.telemetry.PrometheusGatewayMetrics;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway in this process on a free port, and a client that talks to it. */
final class GatewayHarness implements AutoCloseable {
    static final String BOUNDARY = "----leaf";

    final Gateway gateway;
    final HttpClient client = HttpClient.newHttpClient();

    /** One answer. */
    record Answer(int status, HttpResponse<byte[]> response) {
        String text() {
            return new String(response.body(), UTF_8);
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    GatewayHarness(String bootstrapServers, @Nullable ImageStore store, String... settings)
            throws Exception {
        this.gateway = start(bootstrapServers, store, settings);
        gateway.running().get(30, TimeUnit.SECONDS);
    }

    static Gateway start(String bootstrapServers, @Nullable ImageStore store, String... settings)
            throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "kafka.bootstrap.servers=" + bootstrapServers,
                                "gateway.port=0",
                                "audit.log=off"));
        all.addAll(List.of(settings));
        Settings read = TestSettings.of(all.toArray(String[]::new));
        CollectorRegistry registry = new CollectorRegistry(true);
        return Gateway.start(
                read,
                new Gateway.Parts(
                        store,
                        new TopicLatestReport(
                                new DriftTopicReader(read, Clock.systemUTC()),
                                read.reports().span(),
                                Clock.systemUTC()),
                        new PrometheusGatewayMetrics(registry),
                        registry,
                        new SecureRandom(),
                        new SecureRandom(),
                        Clock.systemUTC(),
                        "test",
                        OutputStream.nullOutputStream()));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            requireDocumented(request, response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whatever a test asks: what is served is what the documents say. */
    private void requireDocumented(HttpRequest request, HttpResponse<byte[]> response) {
        String path = request.uri().getPath();
        for (Route route : gateway.routes()) {
            if (route.method().equals(request.method())
                    && path.matches(route.path().replaceAll("\\{\\w+}", "[^/]+"))) {
                assertThat(route.answers())
                        .as(route.name() + " answers " + response.statusCode())
                        .anyMatch(answer ->
                                answer.status() == response.statusCode()
                                        && Objects.equals(answer.mediaType(), mediaType(response)));
                return;
            }
        }
        assertThat(response.statusCode()).as(request.method() + " " + path).isIn(404, 405);
    }

    private static @Nullable String mediaType(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("content-type")
                .map(type -> type.replaceAll(";.*", ""))
                .orElse(null);
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** As curl -F file=@leaf.jpg does. */
    Answer upload(String path, byte[] image, String... headers) {
        return send(form(path, List.of(image), headers));
    }

    HttpRequest form(String path, List<byte[]> images, String... headers) {
        HttpRequest.Builder builder =
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(formBody(images)));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.build();
    }

    static byte[] formBody(List<byte[]> images) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < images.size(); i++) {
            body.writeBytes(
                    ("--"
                                    + BOUNDARY
                                    + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"leaf"
                                    + i
                                    + ".jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
                            .getBytes(UTF_8));
            body.writeBytes(images.get(i));
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    Answer raw(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder builder =
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return send(builder.build());
    }

    /** A drawn leaf; another seed is another leaf. */
    static byte[] leaf(long seed) {
        return new LeafRenderer().jpeg(LeafDrawing.of(seed, 128, 128), 0.9f);
    }

    @Override
    public void close() {
        gateway.close();
        client.close();
    }
}
