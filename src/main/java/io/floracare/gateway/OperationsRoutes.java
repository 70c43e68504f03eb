package io.floracare.gateway;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Doc;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Scope;
import io.floracare.health.CheckResult;
import io.floracare.health.Health;
import io.javalin.http.Context;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Health and metrics. They read what is known already and wait for nothing. */
final class OperationsRoutes {
    private static final byte[] OK = {
        '{', '"', 's', 't', 'a', 't', 'u', 's', '"', ':', '"', 'o', 'k', '"', '}'
    };

    private final Health health;
    private final CollectorRegistry registry;

    OperationsRoutes(Health health, CollectorRegistry registry) {
        this.health = health;
        this.registry = registry;
    }

    /** The answer of {@code /health}. */
    record Alive(@Doc("always 'ok'") String status) {}

    /** One check. */
    record Check(
            @Doc("such as 'kafka'") String name,
            @Doc("whether it holds") boolean ok,
            @Doc("what is wrong and what to do, or a remark") String message) {}

    /** The answer of a report. */
    record Report(
            @Doc("'ok' when every check holds, else 'failed'") String status, List<Check> checks) {
        Report {
            checks = List.copyOf(checks);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health")
                        .says("The process answers", "From memory, whatever the load.")
                        .answers(Answer.json(200, "It does.", Alive.class))
                        .by(request -> request.contentType(Answer.JSON).result(OK)),
                report("/health/live", "The process can go on", Health.Kind.LIVE),
                report("/health/ready", "Images can be taken", Health.Kind.READY),
                Route.get("/metrics")
                        .scopes(Scope.METRICS, Scope.ADMIN)
                        .says("Metrics", "Prometheus' text format.")
                        .answers(Answer.of(200, "The metrics.", "text/plain"))
                        .by(this::metrics));
    }

    private Route report(String path, String summary, Health.Kind kind) {
        return Route.get(path)
                .says(summary)
                .answers(
                        Answer.json(200, "Yes.", Report.class),
                        Answer.json(503, "No; the checks say why.", Report.class))
                .by(request -> report(request, health.report(kind)));
    }

    private static void report(Context request, Health.Report report) {
        List<Check> checks = report.checks().entrySet().stream().map(each -> check(each)).toList();
        request.status(report.ok() ? 200 : 503)
                .json(new Report(report.ok() ? "ok" : "failed", checks));
    }

    private static Check check(Map.Entry<String, CheckResult> each) {
        return new Check(each.getKey(), each.getValue().ok(), each.getValue().message());
    }

    private void metrics(Context request) throws IOException {
        String type = TextFormat.chooseContentType(request.header("Accept"));
        StringWriter text = new StringWriter();
        TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        request.contentType(type).result(text.toString());
    }
}
