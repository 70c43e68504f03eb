package io.floracare.gateway.auth.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name whose it is, in a person's words
 * @param scopes names of what its bearer may do, at least one
 * @param expires when it, or the session made from it, ends; null for never
 * @param takeUntil for an invitation, until when it can be taken; null for a program's key
 */
public record NewKey(
        String name, Set<String> scopes, @Nullable Instant expires, @Nullable Instant takeUntil) {
    public NewKey {
        scopes = Set.copyOf(scopes);
    }

    KeyKind kind() {
        return takeUntil == null ? KeyKind.KEY : KeyKind.INVITATION;
    }
}
