package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.gateway.auth.key.KeyKind;
import io.floracare.gateway.auth.key.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How keys are shown; never with a secret or its hash. */
final class KeyReport {
    private final ObjectMapper mapper = new ObjectMapper();

    /** For programs. */
    ObjectNode json(StoredKey key, Instant now) {
        ObjectNode node =
                mapper.createObjectNode()
                        .put("id", key.id())
                        .put("name", key.name())
                        .put("kind", key.kind().name().toLowerCase(Locale.ROOT))
                        .put("state", key.state(now).name().toLowerCase(Locale.ROOT));
        new TreeSet<>(key.scopes()).forEach(node.putArray("scopes")::add);
        node.put("created", key.created().toString());
        node.put("expires", text(key.expires()));
        if (key.kind() == KeyKind.INVITATION) {
            node.put("takeUntil", text(key.takeUntil()));
        }
        if (key.revoked() != null) {
            node.put("revoked", text(key.revoked()));
        }
        return node;
    }

    /** For people: id, kind, state, scopes, end, name. */
    List<String> row(StoredKey key, Instant now) {
        return List.of(
                key.id(),
                key.kind().name().toLowerCase(Locale.ROOT),
                key.state(now).name().toLowerCase(Locale.ROOT),
                String.join(",", new TreeSet<>(key.scopes())),
                key.expires() == null ? "never expires" : key.expires().toString(),
                key.name());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
