package io.floracare.gateway.pages;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.app.DemoStack;
import io.floracare.app.GatewayProcess;
import io.floracare.config.SettingsLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The product as {@code floracare demo} runs it: broker, store, model, classifier and gateway. It
 * is started by the first class that needs it and shared by all.
 */
final class Site implements BeforeAllCallback {
    private static final int MOST_SEEDS = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private @Nullable Running running;

    /** The stack, until all classes are done. */
    private record Running(Path folder, DemoStack stack) implements AutoCloseable {
        static Running start() {
            try {
                Path folder = Files.createTempDirectory("site");
                DemoStack.Options options =
                        new DemoStack.Options(folder, newestModel(), 0, 0, 0, false, Map.of());
                return new Running(folder, DemoStack.start(options, sentence -> {}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (DemoStack.StartException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String bootstrapServers() {
            return String.join(",", stack.settings().kafka().bootstrapServers());
        }

        @Override
        public void close() throws IOException {
            stack.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Path newestModel() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("models/leaf-disease"))) {
            return versions.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(Site.class))
                        .computeIfAbsent("site", key -> Running.start(), Running.class);
    }

    /** Where the gateway is. */
    URI address() {
        return URI.create(requireNonNull(running).stack().gatewayAddress());
    }

    /** Where its broker is. */
    String bootstrapServers() {
        return requireNonNull(running).bootstrapServers();
    }

    /**
     * Another gateway of the same pipeline.
     *
     * @param overrides settings that differ from the defaults
     */
    GatewayProcess beside(Map<String, String> overrides) {
        Map<String, String> values = new HashMap<>(overrides);
        values.put("gateway.port", "0");
        values.put("audit.log", "off");
        values.put("kafka.bootstrap.servers", bootstrapServers());
        try {
            return switch (new SettingsLoader(Map.of()).load(values, null)) {
                case SettingsLoader.Outcome.Loaded loaded -> {
                    GatewayProcess gateway =
                            GatewayProcess.start(
                                    loaded.settings(),
                                    null,
                                    "test",
                                    OutputStream.nullOutputStream());
                    gateway.gateway().running().join();
                    yield gateway;
                }
                case SettingsLoader.Outcome.Invalid invalid ->
                        throw new AssertionError(invalid.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A drawn leaf whose answer has a status; a person may see no leaf's disease in it. */
    Path photo(LeafPhotos photos, String status) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            Path photo = photos.small(seed);
            JsonNode answer = predict(photo);
            boolean background = answer.path("label").asText().startsWith("Background");
            if (answer.path("status").asText().equals(status) && !background) {
                return photo;
            }
        }
        throw new AssertionError("no drawn leaf is answered " + status);
    }

    /** The gateway's answer to a file. */
    JsonNode predict(Path photo) {
        try {
            return send(
                    HttpRequest.newBuilder(address().resolve("/predict"))
                            .header("Content-Type", "image/jpeg")
                            .POST(HttpRequest.BodyPublishers.ofFile(photo)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the newest result says of its image. A result comes a moment after the answer. */
    JsonNode latestImage() {
        return results(1).get(0).get("image");
    }

    /** How many results there are, five hundred at most. */
    long countResults() {
        return results(500).size();
    }

    private JsonNode results(int limit) {
        return send(HttpRequest.newBuilder(address().resolve("/results?limit=" + limit)))
                .get("results");
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return mapper.readTree(
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
