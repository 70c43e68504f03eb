package io.floracare.gateway.auth.key;

import io.floracare.gateway.file.WatchedFiles;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Recognises secrets by the file as it is now. Safe for any thread. */
public final class KeyRing {
    private final WatchedFiles<KeyList> keys;
    private final Clock clock;

    private KeyRing(WatchedFiles<KeyList> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Reads the file, which may come later.
     *
     * @throws IOException if it is there and cannot be read; the message says why
     */
    public static KeyRing open(KeyFile file, Clock clock) throws IOException {
        return new KeyRing(
                WatchedFiles.openOrElse(List.of(file.path()), KeyList.empty(), file::read), clock);
    }

    /** What is known of a secret. */
    public sealed interface Match {
        /** It opens. */
        record Active(StoredKey key) implements Match {}

        /** It did, or never will: for the log alone, the caller is told nothing of it. */
        record Refused(String reason, String id) implements Match {}
    }

    /** What is known of a secret. */
    public Match match(Secret secret) {
        Optional<StoredKey> found = keys.get().byId(secret.id());
        if (found.isEmpty()
                || found.get().kind() != secret.kind()
                || !secret.hashesTo(found.get().sha256())) {
            return new Match.Refused("unknown", secret.id());
        }
        StoredKey key = found.get();
        return switch (key.state(clock.instant())) {
            case ACTIVE -> new Match.Active(key);
            case WAITING -> new Match.Refused("unknown", key.id());
            case EXPIRED -> new Match.Refused("expired", key.id());
            case REVOKED -> new Match.Refused("revoked", key.id());
        };
    }

    /** How many keys and sessions are in force. */
    public long active() {
        return keys.get().all().stream()
                .filter(key -> key.state(clock.instant()) == StoredKey.State.ACTIVE)
                .count();
    }
}
