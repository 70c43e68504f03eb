package io.floracare.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Ends connections that send a request's headers a byte at a time. The idle time-out does not: each
 * byte is activity.
 */
final class SlowHeaders implements Connection.Listener {
    private static final long NOT_IN_HEADERS = Long.MIN_VALUE;

    private final long limitNanos;
    private final Map<HttpConnection, Long> since = new ConcurrentHashMap<>();

    SlowHeaders(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            since.put(http, NOT_IN_HEADERS);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            since.remove(http);
        }
    }

    /** Looks at every connection; to be called about once a second. */
    void sweep(long now) {
        since.forEach((connection, begun) -> {
            if (!inHeaders(connection.getParser())) {
                if (begun != NOT_IN_HEADERS) {
                    since.replace(connection, NOT_IN_HEADERS);
                }
            } else if (begun == NOT_IN_HEADERS) {
                since.replace(connection, now);
            } else if (now - begun > limitNanos) {
                since.remove(connection);
                connection.getEndPoint().close();
            }
        });
    }

    private static boolean inHeaders(HttpParser parser) {
        // START is a connection at rest; later states up to CONTENT are a request line or headers.
        return !parser.isStart() && parser.inHeaderState();
    }
}
