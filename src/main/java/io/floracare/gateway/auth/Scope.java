package io.floracare.gateway.auth;

import io.javalin.security.RouteRole;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller may do. A route names the scopes of which a caller needs one; a route without any
 * is public.
 */
public enum Scope implements RouteRole {
    /** Send images and see their results. */
    PREDICT,
    /** See everybody's results. */
    READ,
    /** Read the metrics and nothing else: for Prometheus. */
    METRICS,
    /** See the state of the service, its metrics and drift reports; includes the others. */
    ADMIN;

    /** Its name in keys, tokens and answers: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a name, in lower case; empty if there is none. */
    public static Optional<Scope> of(String name) {
        for (Scope scope : values()) {
            if (scope.wire().equals(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /**
     * The scopes among some names; others, which mean something to other services, count nothing.
     */
    static Set<Scope> named(Collection<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        names.forEach(name -> of(name).ifPresent(scopes::add));
        return scopes;
    }

    static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }
}
