package io.floracare.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of Server-Sent Events. */
final class EventStream implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    /** One event. */
    record Event(String id, String name, JsonNode data) {}

    EventStream(GatewayHarness http, @Nullable String lastEventId) throws Exception {
        HttpRequest.Builder request = http.request("/results/stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                http.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        body = response.body();
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        // The first line says that the stream is open.
        lines.readLine();
    }

    /** Events up to the one of that image. */
    List<Event> until(String imageId) throws IOException {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!events.getLast().data().path("id").asText().equals(imageId));
        return events;
    }

    private Event next() throws IOException {
        String id = "";
        String name = "";
        String data = "";
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                return new Event(id, name, Json.mapper().readTree(data));
            }
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
