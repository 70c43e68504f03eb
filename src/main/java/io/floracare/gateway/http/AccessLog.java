package io.floracare.gateway.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request under a logger of its own, {@code io.floracare.gateway.access}, to be routed
 * or silenced apart. No query, no header but the length, no bodies: they may hold secrets.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.floracare.gateway.access");

    void write(Context request, String route, long nanos) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("route", route)
                .addKeyValue("path", printable(request.path()))
                .addKeyValue("status", request.statusCode())
                .addKeyValue("millis", nanos / 1_000_000)
                .addKeyValue("bytesIn", request.req().getContentLengthLong())
                .addKeyValue("address", request.req().getRemoteAddr())
                .addKeyValue("caller", caller(request))
                .addKeyValue("traceId", Trace.of(request).traceId())
                .log("Request");
    }

    private static String caller(Context request) {
        @Nullable String caller = request.attribute(CALLER);
        return caller == null ? "-" : caller;
    }

    /** Where the id of the caller is kept for the log. */
    static final String CALLER = "floracare.caller";

    private static String printable(String path) {
        String start = path.length() > 200 ? path.substring(0, 200) : path;
        return start.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
