package io.floracare.gateway.auth.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys file's form. */
final class KeyJson {
    private static final int VERSION = 1;

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /**
     * Reads a file's bytes.
     *
     * @throws IOException if they are not keys; the message says what is wrong, without any of the
     *     bytes
     */
    KeyList read(byte[] bytes) throws IOException {
        try {
            JsonNode root = mapper.readTree(bytes);
            if (root.path("version").asInt() != VERSION || !root.path("keys").isArray()) {
                throw new IOException("expected {\"version\": " + VERSION + ", \"keys\": […]}");
            }
            List<StoredKey> keys = new ArrayList<>();
            for (JsonNode node : root.path("keys")) {
                keys.add(key(node));
            }
            return new KeyList(keys);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON from line " + line(e) + " on", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    byte[] write(KeyList keys) throws IOException {
        ObjectNode root = mapper.createObjectNode().put("version", VERSION);
        root.putArray("keys");
        for (StoredKey key : keys.all()) {
            ObjectNode node = root.withArray("keys").addObject();
            node.put("id", key.id())
                    .put("name", key.name())
                    .put("kind", key.kind().name().toLowerCase(Locale.ROOT))
                    .put("sha256", key.sha256());
            new TreeSet<>(key.scopes()).forEach(node.putArray("scopes")::add);
            node.put("created", key.created().toString());
            put(node, "expires", key.expires());
            put(node, "takeUntil", key.takeUntil());
            put(node, "revoked", key.revoked());
        }
        return mapper.writeValueAsBytes(root);
    }

    private static void put(ObjectNode node, String name, @Nullable Instant time) {
        if (time != null) {
            node.put(name, time.toString());
        }
    }

    private static StoredKey key(JsonNode node) {
        Set<String> scopes = new TreeSet<>();
        node.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return new StoredKey(
                text(node, "id"),
                text(node, "name"),
                KeyKind.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)),
                text(node, "sha256"),
                scopes,
                Instant.parse(text(node, "created")),
                time(node, "expires"),
                time(node, "takeUntil"),
                time(node, "revoked"));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a key has no text '" + name + "'");
        }
        return value.textValue();
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        return node.hasNonNull(name) ? Instant.parse(text(node, name)) : null;
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
