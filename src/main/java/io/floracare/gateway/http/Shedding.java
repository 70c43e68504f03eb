package io.floracare.gateway.http;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.auth.Guard;
import io.floracare.gateway.problem.Problem;
import io.floracare.telemetry.GatewayMetrics;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what there is no room for as soon as its headers are there: in an overload the refusals
 * outnumber the answers, and what they cost is taken from the answers. Nobody asks who sent such a
 * request, so it is in the access log and not in the audit log, and counts against no rate limit.
 *
 * <p>A browser's request from a page goes on to where its origin is looked at: without those
 * headers the page would not get to see the refusal.
 */
public final class Shedding extends Handler.Wrapper {
    private final Target target;
    private final Guard guard;
    private final RandomGenerator random;
    private final GatewayMetrics metrics;
    private final AccessLog log = new AccessLog();

    /**
     * What may be refused.
     *
     * @param path of POST requests
     * @param refusal null while there is room
     */
    public record Target(String path, Supplier<@Nullable Problem> refusal) {}

    /**
     * @param guard knows addresses and the headers of every response
     * @param random makes trace ids
     * @param metrics told of each answer
     */
    public Shedding(Target target, Guard guard, RandomGenerator random, GatewayMetrics metrics) {
        this.target = target;
        this.guard = guard;
        this.random = random;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getMethod().equals("POST")
                || !Request.getPathInContext(request).equals(target.path())
                || request.getHeaders().contains(HttpHeader.ORIGIN)) {
            return super.handle(request, response, callback);
        }
        Problem problem = target.refusal().get();
        if (problem == null) {
            return super.handle(request, response, callback);
        }
        Trace trace = Trace.of(request.getHeaders().get(Trace.HEADER), random);
        response.setStatus(problem.status());
        HttpFields.Mutable headers = response.getHeaders();
        guard.headers(headers::put);
        headers.put(Trace.HEADER, trace.traceparent());
        headers.put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM);
        problem.headers().forEach(headers::put);
        response.write(
                true, ByteBuffer.wrap(ProblemWriter.json(problem, trace.traceId())), callback);
        tell(request, problem.status(), trace);
        return true;
    }

    private void tell(Request request, int status, Trace trace) {
        String route = "POST " + target.path();
        long nanos = System.nanoTime() - request.getBeginNanoTime();
        metrics.answered(route, status, nanos);
        if (log.isOn()) {
            log.write(
                    new AccessLog.Entry(
                            route,
                            target.path(),
                            status,
                            nanos,
                            request.getLength(),
                            guard.address(request),
                            Caller.ANONYMOUS,
                            trace.traceId()));
        }
    }
}
