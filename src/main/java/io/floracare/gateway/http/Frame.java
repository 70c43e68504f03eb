package io.floracare.gateway.http;

import io.floracare.gateway.auth.Guard;
import io.floracare.gateway.problem.Problem;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.telemetry.GatewayMetrics;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What surrounds every request: its trace, safe defaults for headers, problem documents for
 * whatever goes wrong, one line in the access log and the count of it.
 */
public final class Frame {
    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);
    private static final String START = "floracare.start";

    private final RandomGenerator random;
    private final GatewayMetrics metrics;
    private final AccessLog log = new AccessLog();
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean draining;

    /**
     * @param random makes trace ids
     * @param metrics told of each answer
     */
    public Frame(RandomGenerator random, GatewayMetrics metrics) {
        this.random = random;
        this.metrics = metrics;
    }

    /** Puts itself around every route; before anything else is installed. */
    public void install(JavalinConfig config) {
        config.routes.before(this::begin);
        config.routes.exception(
                ProblemException.class, (e, request) -> ProblemWriter.write(request, e.problem()));
        config.routes.exception(HttpResponseException.class, Frame::refused);
        config.routes.exception(Exception.class, Frame::failed);
        config.requestLogger.http((request, millis) -> end(request));
    }

    private void begin(Context request) {
        request.attribute(START, System.nanoTime());
        active.incrementAndGet();
        Trace trace = Trace.of(request.header(Trace.HEADER), random);
        trace.attach(request);
        request.header(Trace.HEADER, trace.traceparent());
        request.header("Cache-Control", "no-store");
        if (draining && !request.path().startsWith("/health")) {
            request.header("Connection", "close");
            throw Problems.unavailable("this instance is stopping; another one answers");
        }
    }

    /** Refuses whatever comes from now on. */
    public void drain() {
        draining = true;
    }

    /** How many requests are being answered. */
    public int active() {
        return active.get();
    }

    private void end(Context request) {
        Long start = request.attribute(START);
        if (start == null) {
            return; // refused before it was a request
        }
        active.decrementAndGet();
        long nanos = System.nanoTime() - start;
        String route = route(request);
        metrics.answered(route, request.statusCode(), nanos);
        if (log.isOn()) {
            log.write(
                    new AccessLog.Entry(
                            route,
                            request.path(),
                            request.statusCode(),
                            nanos,
                            request.req().getContentLengthLong(),
                            Guard.address(request),
                            Guard.caller(request).id(),
                            Trace.of(request).traceId()));
        }
    }

    /** The route's template, never what a caller wrote. */
    private static String route(Context request) {
        Endpoint endpoint = request.endpoints().lastHttpEndpoint();
        return endpoint == null ? "unknown" : endpoint.method.name() + " " + endpoint.path;
    }

    /** Javalin's own refusals, such as no such path or method. */
    private static void refused(HttpResponseException e, Context request) {
        Problem problem =
                switch (e.getStatus()) {
                    case 404 ->
                            Problems.notFound("nothing is served here; /docs lists what is")
                                    .problem();
                    case 405 ->
                            new Problem(
                                    405,
                                    "method-not-allowed",
                                    "The method is not served here.",
                                    "this path does not take " + request.method().name(),
                                    allow(e));
                    default ->
                            new Problem(
                                    e.getStatus(),
                                    "refused",
                                    "The request is refused.",
                                    String.valueOf(e.getMessage()));
                };
        ProblemWriter.write(request, problem);
    }

    private static Map<String, String> allow(HttpResponseException e) {
        String methods = e.getDetails().get("availableMethods");
        return methods == null ? Map.of() : Map.of("Allow", methods.toUpperCase(Locale.ROOT));
    }

    private static void failed(Exception e, Context request) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("traceId", Trace.of(request).traceId())
                .log("A request met a defect of the gateway");
        ProblemWriter.write(
                request,
                new Problem(
                        500,
                        "internal",
                        "The gateway has a defect.",
                        "the log has the details under the trace id"));
    }
}
