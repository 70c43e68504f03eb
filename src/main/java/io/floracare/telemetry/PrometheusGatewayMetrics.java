package io.floracare.telemetry;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;

/**
 * The gateway's metrics as Prometheus reads them. What to alert on, from the most urgent:
 *
 * <ul>
 *   <li>{@code floracare_http_requests_total{status=~"5.."}} increasing: 500 is a defect, 503 means
 *       that images come faster than they are classified or that Kafka is out of reach, 504 that
 *       answers come later than callers wait;
 *   <li>the 99th percentile of {@code floracare_http_seconds{route="POST /predict"}} above what
 *       callers wait for;
 *   <li>{@code floracare_gateway_rejected_total{reason="lag"}} increasing: add classifiers;
 *   <li>{@code floracare_gateway_connections} near {@code gateway.max.connections}.
 * </ul>
 *
 * The share of {@code floracare_gateway_cache_total{outcome="hit"}} says how many predictions drift
 * statistics do not see. {@code floracare_gateway_replies_total{expected="false"}} counts replies
 * to other instances on a shared partition, repeats, and answers that came after the caller had
 * gone.
 */
public final class PrometheusGatewayMetrics implements GatewayMetrics {
    private final Counter requests;
    private final Histogram seconds;
    private final Gauge inFlight;
    private final Counter cache;
    private final Counter published;
    private final Counter replies;
    private final Counter refused;
    private final Gauge lag;
    private final Gauge streams;
    private final Gauge connections;

    /**
     * Registers the metrics.
     *
     * @param registry that is served; it must not have them yet
     */
    public PrometheusGatewayMetrics(CollectorRegistry registry) {
        requests =
                counter(
                        "floracare_http_requests_total",
                        "Requests answered.",
                        registry,
                        "route",
                        "status");
        seconds =
                Histogram.build("floracare_http_seconds", "Time to answer.")
                        .labelNames("route", "class")
                        .buckets(.005, .01, .025, .05, .1, .2, .3, .5, 1, 2.5, 5, 10, 30)
                        .withoutExemplars()
                        .register(registry);
        inFlight =
                Gauge.build("floracare_gateway_in_flight", "Predictions waited for.")
                        .register(registry);
        cache =
                counter(
                        "floracare_gateway_cache_total",
                        "Looks for a kept prediction.",
                        registry,
                        "outcome");
        published =
                counter(
                        "floracare_gateway_published_total",
                        "Images put on a lane.",
                        registry,
                        "lane");
        replies = counter("floracare_gateway_replies_total", "Replies read.", registry, "expected");
        refused =
                counter(
                        "floracare_gateway_rejected_total",
                        "Images not taken: lag, in-flight, caller.",
                        registry,
                        "reason");
        lag =
                Gauge.build("floracare_gateway_lag_records", "Images that wait, as seen here.")
                        .labelNames("lane")
                        .register(registry);
        streams =
                Gauge.build("floracare_gateway_streams", "Open result streams.").register(registry);
        connections =
                Gauge.build("floracare_gateway_connections", "Open connections.")
                        .register(registry);
    }

    private static Counter counter(
            String name, String help, CollectorRegistry registry, String... labels) {
        return Counter.build(name, help).labelNames(labels).withoutExemplars().register(registry);
    }

    @Override
    public void answered(String route, int status, long nanos) {
        requests.labels(route, Integer.toString(status)).inc();
        seconds.labels(route, status / 100 + "xx").observe(nanos / 1e9);
    }

    @Override
    public void inFlight(int now) {
        inFlight.set(now);
    }

    @Override
    public void cache(boolean hit) {
        cache.labels(hit ? "hit" : "miss").inc();
    }

    @Override
    public void published(Lane lane) {
        published.labels(lane.label()).inc();
    }

    @Override
    public void reply(boolean expected) {
        replies.labels(Boolean.toString(expected)).inc();
    }

    @Override
    public void refused(String reason) {
        refused.labels(reason).inc();
    }

    @Override
    public void lag(Lane lane, long records) {
        lag.labels(lane.label()).set(records);
    }

    @Override
    public void streams(int open) {
        streams.set(open);
    }

    @Override
    public void connections(int open) {
        connections.set(open);
    }
}
