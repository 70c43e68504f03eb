package io.floracare.gateway.ops;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Scope;
import io.floracare.telemetry.Lane;
import java.util.function.ToLongFunction;

/** {@code /ops/status}: the figures of the engineers' page. */
public final class OpsRoute {
    private final ResultWindow window;
    private final ToLongFunction<Lane> lag;

    /**
     * @param window of results
     * @param lag images that wait, by lane; asking costs nothing
     */
    public OpsRoute(ResultWindow window, ToLongFunction<Lane> lag) {
        this.window = window;
        this.lag = lag;
    }

    /** The route, to be put into the table. */
    public Route route() {
        return Route.get("/ops/status")
                .scopes(Scope.ADMIN)
                .says(
                        "What the service does now",
                        "From the results of the last minute, which every instance sees, and the"
                                + " lag at the last look.")
                .answers(Answer.json(200, "The figures.", OpsStatus.class))
                .by(request -> request.json(window.status(lag)));
    }
}
