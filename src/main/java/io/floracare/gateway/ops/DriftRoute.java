package io.floracare.gateway.ops;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.http.Problems;
import io.floracare.report.LatestReport;
import io.javalin.http.Context;
import java.io.IOException;

/** {@code /drift}: the latest drift report, as a page. */
public final class DriftRoute {
    /** The page has its style in itself, no script, and loads nothing. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final LatestReport report;

    public DriftRoute(LatestReport report) {
        this.report = report;
    }

    /** The route, to be put into the table. */
    public Route route() {
        return Route.get("/drift")
                .scopes(Scope.ADMIN)
                .says(
                        "The latest drift report",
                        "Made of the reports on the topics when it is asked for, at most every half"
                                + " minute.")
                .answers(
                        Answer.of(200, "A page without scripts.", "text/html"),
                        Answer.problem(503, "The topics cannot be read now."))
                .by(this::serve);
    }

    private void serve(Context request) {
        try {
            request.header("Content-Security-Policy", POLICY)
                    .contentType("text/html; charset=utf-8")
                    .result(report.page().html());
        } catch (IOException e) {
            throw Problems.unavailable("the drift report cannot be made now: " + e.getMessage());
        }
    }
}
