package io.floracare.gateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Ends connections whose TLS handshake comes a byte at a time. The idle time-out does not: each
 * byte is activity.
 */
final class SlowHandshakes implements Connection.Listener, SslHandshakeListener {
    private final long limitNanos;
    private final LongSupplier nanoTime;
    private final Map<SSLEngine, Begun> begun = new ConcurrentHashMap<>();

    private record Begun(EndPoint endPoint, long time) {}

    SlowHandshakes(Duration limit, LongSupplier nanoTime) {
        this.limitNanos = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection ssl) {
            begun.put(
                    ssl.getSSLEngine(), new Begun(ssl.getEndPoint(), nanoTime.getAsLong()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof SslConnection ssl) {
            begun.remove(ssl.getSSLEngine());
        }
    }

    @Override
    public void handshakeSucceeded(Event event) {
        begun.remove(event.getSSLEngine());
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        begun.remove(event.getSSLEngine());
    }

    /** Looks at every handshake; to be called about once a second. */
    void sweep() {
        long now = nanoTime.getAsLong();
        begun.forEach((engine, one) -> {
            if (now - one.time() > limitNanos && begun.remove(engine, one)) {
                one.endPoint().close();
            }
        });
    }
}
