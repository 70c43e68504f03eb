package io.floracare.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An event as a line of JSON. */
final class AuditLine {
    /** Longest value; a path can be as long as a request's head. */
    private static final int MOST = 500;

    private final ObjectMapper mapper = new ObjectMapper();

    /** The line, its end included. */
    byte[] of(AuditEvent event) {
        ObjectNode line =
                mapper.createObjectNode()
                        .put("time", event.time().toString())
                        .put("event", event.event())
                        .put("outcome", event.outcome())
                        .put("caller", cut(event.caller()));
        put(line, "address", event.address());
        put(line, "method", event.method());
        put(line, "path", event.path());
        if (event.status() > 0) {
            line.put("status", event.status());
        }
        put(line, "detail", event.detail().isEmpty() ? null : event.detail());
        put(line, "traceId", event.traceId());
        try {
            return (mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }

    private static void put(ObjectNode line, String name, @Nullable String value) {
        if (value != null) {
            line.put(name, cut(value));
        }
    }

    private static String cut(String value) {
        return value.length() <= MOST ? value : value.substring(0, MOST) + "…";
    }
}
