package io.floracare.gateway.results;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Guard;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.auth.Standing;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Problems;
import io.floracare.message.Result;
import io.floracare.telemetry.GatewayMetrics;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Results as they come, as Server-Sent Events. Each stream is a virtual thread that reads the
 * window at its own pace: a slow reader holds no queue, it misses results and is told so.
 */
public final class StreamRoute {
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final int AT_ONCE = 100;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);
    private static final byte[] START = "retry: 2000\n\n".getBytes(US_ASCII);

    private final RecentResults recent;
    private final Guard guard;
    private final int maxStreams;
    private final GatewayMetrics metrics;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param guard ends the streams of keys that are revoked
     * @param maxStreams open at once
     */
    public StreamRoute(
            RecentResults recent, Guard guard, int maxStreams, GatewayMetrics metrics) {
        this.recent = recent;
        this.guard = guard;
        this.maxStreams = maxStreams;
        this.metrics = metrics;
    }

    /** The route, to be put into the table. */
    public Route route() {
        return Route.get("/results/stream")
                .scopes(Scope.PREDICT, Scope.READ)
                .says(
                        "Results as they come",
                        "Server-Sent Events: 'result' with a result's JSON; 'gap' when results were"
                                + " missed because they are not kept any more. A client that"
                                + " reconnects, to any instance, with the Last-Event-ID that it saw"
                                + " gets what came since.",
                        "Without the scope 'read' only results of the caller's own images. A stream"
                                + " ends when its key, token or session does.")
                .params(
                        Param.header("Last-Event-ID", "the id of the last event seen"),
                        Param.query("status", "only results of this status"))
                .answers(
                        Answer.of(200, "The stream.", "text/event-stream"),
                        Answer.problem(400, "The Last-Event-ID or status is none."),
                        Answer.problem(503, "Too many streams are open.").with("Retry-After"))
                .by(this::stream);
    }

    private void stream(Context request) throws IOException, InterruptedException {
        @Nullable String last = request.header("Last-Event-ID");
        @Nullable Positions from =
                last == null || last.isEmpty()
                        ? null
                        : Positions.parse(last)
                                .orElseThrow(() ->
                                        Problems.badRequest(
                                                "the Last-Event-ID is none of this stream's"));
        ResultHistory.Query query =
                new ResultHistory.Query(
                        1,
                        ResultRoutes.status(request.queryParam("status")),
                        null,
                        Callers.visible(Callers.of(request)),
                        null);
        try {
            int now = open.incrementAndGet();
            if (now > maxStreams) {
                throw Problems.saturated(
                        "too many result streams are open", Duration.ofSeconds(10));
            }
            metrics.streams(now);
            request.contentType("text/event-stream");
            request.header("X-Accel-Buffering", "no");
            request.disableCompression();
            write(
                    request.res().getOutputStream(),
                    recent.tail(from, (Predicate<Result>) query::selects),
                    guard.standing(request));
        } finally {
            metrics.streams(open.decrementAndGet());
        }
    }

    private static void write(OutputStream out, RecentResults.Tail tail, Standing standing)
            throws InterruptedException {
        try {
            out.write(START);
            if (tail.missed()) {
                out.write(event("gap", tail.seen(), "{}".getBytes(US_ASCII)));
            }
            out.flush();
            while (!tail.ended()) {
                var steps = tail.await(AT_ONCE, HEARTBEAT_MILLIS);
                if (!standing.holds()) {
                    return;
                }
                for (RecentResults.Step step : steps) {
                    out.write(event("result", step.seen(), ResultRoutes.json(step.result())));
                }
                if (steps.isEmpty()) {
                    out.write(HEARTBEAT);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The reader has gone, which is how streams end.
        }
    }

    private static byte[] event(String name, Positions seen, byte[] data) {
        byte[] head = ("id: " + seen + "\nevent: " + name + "\ndata: ").getBytes(US_ASCII);
        byte[] all = new byte[head.length + data.length + 2];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(data, 0, all, head.length, data.length);
        all[all.length - 2] = '\n';
        all[all.length - 1] = '\n';
        return all;
    }
}
