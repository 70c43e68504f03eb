package io.floracare.gateway.auth;

import java.util.Set;

/**
 * Whoever sent a request, as far as it has been proved.
 *
 * @param id stable for one key, token subject or invited browser, for example {@code key:3f9c};
 *     never a secret. Results belong to the caller of this id
 * @param scopes what the caller may do
 */
public record Caller(String id, Set<Scope> scopes) {
    /** The id of whoever does not say who it is. */
    public static final String ANONYMOUS = "anonymous";

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the caller has the scope, or {@link Scope#ADMIN}, which includes all. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
