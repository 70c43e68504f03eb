package io.floracare.gateway.http;

import io.floracare.gateway.auth.Guard;
import io.javalin.http.Context;
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
                .addKeyValue("address", Guard.address(request))
                .addKeyValue("caller", Guard.caller(request).id())
                .addKeyValue("traceId", Trace.of(request).traceId())
                .log("Request");
    }

    private static String printable(String path) {
        String start = path.length() > 200 ? path.substring(0, 200) : path;
        return start.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
