package io.floracare.gateway.auth;

import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes the route of a request names. Javalin answers HEAD for every GET route by itself,
 * without that route's roles; here HEAD needs what GET needs.
 */
final class RouteScopes {
    private final JavalinState state;

    RouteScopes(JavalinState state) {
        this.state = state;
    }

    Set<Scope> of(Context ctx) {
        Set<Scope> own = scopes(ctx.routeRoles());
        if (!own.isEmpty() || !ctx.req().getMethod().equals("HEAD")) {
            return own;
        }
        @Nullable ParsedEndpoint get =
                state.internalRouter.findFirstHttpHandlerEntry(HandlerType.GET, ctx.path());
        @Nullable Roles roles = get == null ? null : get.endpoint.metadata(Roles.class);
        return roles == null ? own : scopes(roles.getRoles());
    }

    private static Set<Scope> scopes(Collection<RouteRole> roles) {
        return roles.stream()
                .filter(Scope.class::isInstance)
                .map(Scope.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
