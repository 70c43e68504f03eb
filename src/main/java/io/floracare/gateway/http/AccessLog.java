package io.floracare.gateway.http;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request under a logger of its own, {@code io.floracare.gateway.access}, to be routed
 * or silenced apart. No query, no header but the length, no bodies: they may hold secrets.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.floracare.gateway.access");
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e]");
    private static final int MOST = 200;

    /**
     * A request and what came of it.
     *
     * @param route method and path template
     * @param path as it was asked for
     * @param bytesIn announced length of the body; -1 if none was
     */
    record Entry(
            String route,
            String path,
            int status,
            long nanos,
            long bytesIn,
            String address,
            String caller,
            String traceId) {}

    boolean isOn() {
        return LOG.isInfoEnabled();
    }

    void write(Entry entry) {
        LOG.atInfo()
                .addKeyValue("route", entry.route())
                .addKeyValue("path", printable(entry.path()))
                .addKeyValue("status", entry.status())
                .addKeyValue("millis", entry.nanos() / 1_000_000)
                .addKeyValue("bytesIn", entry.bytesIn())
                .addKeyValue("address", entry.address())
                .addKeyValue("caller", entry.caller())
                .addKeyValue("traceId", entry.traceId())
                .log("Request");
    }

    private static String printable(String path) {
        String start = path.length() > MOST ? path.substring(0, MOST) : path;
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
