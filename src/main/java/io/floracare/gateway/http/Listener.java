package io.floracare.gateway.http;

import io.floracare.config.GatewaySettings;
import io.javalin.config.JavalinConfig;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * The port: how many connections it takes, and how long and how large what comes in may be. Made
 * once a server.
 */
public final class Listener {
    private static final int HEADER_BYTES = 16 << 10;

    private final GatewaySettings settings;
    private final ConnectionLayer layer;
    private final SlowHeaders slowHeaders;
    private final SlowHandshakes slowHandshakes;
    private @Nullable ServerConnector connector;

    /** Puts something, such as TLS, in front of HTTP. */
    @FunctionalInterface
    public interface ConnectionLayer {
        /** No more than HTTP/1.1 in the clear. */
        ConnectionLayer PLAIN = (http, configuration) -> new ConnectionFactory[] {http};

        /**
         * The protocols of the port, the first one spoken first.
         *
         * @param configuration to add customizers to
         */
        ConnectionFactory[] around(HttpConnectionFactory http, HttpConfiguration configuration);
    }

    /**
     * @param layer in front of HTTP
     */
    public Listener(GatewaySettings settings, ConnectionLayer layer) {
        this.settings = settings;
        this.layer = layer;
        this.slowHeaders = new SlowHeaders(settings.limits().headerTimeout());
        this.slowHandshakes =
                new SlowHandshakes(settings.limits().headerTimeout(), System::nanoTime);
    }

    /**
     * Makes it the server's only port.
     *
     * @param shedding in front of all that is served
     */
    public void install(JavalinConfig config, Shedding shedding) {
        config.concurrency.useVirtualThreads = true;
        config.jetty.addConnector(this::connect);
        config.jetty.modifyServer(server -> {
            server.setHandler(shedding);
            server.setErrorHandler(new JettyProblems());
            server.setStopAtShutdown(false);
        });
    }

    private Connector connect(Server server, HttpConfiguration http) {
        GatewaySettings.Limits limits = settings.limits();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(limits.idleTimeout().toMillis());
        http.setUriCompliance(UriCompliance.DEFAULT);
        // A refused upload is not read to its end; its connection is closed instead.
        http.setMaxUnconsumedRequestContentReads(16);
        ServerConnector made =
                new ServerConnector(
                        server, 1, 1, layer.around(new HttpConnectionFactory(http), http));
        made.setHost(settings.host());
        made.setPort(settings.port());
        made.setIdleTimeout(limits.keepAlive().toMillis());
        made.setAcceptQueueSize(1024);
        made.addBean(slowHeaders);
        made.addBean(slowHandshakes);
        server.addBean(new NetworkConnectionLimit(limits.connections(), made));
        connector = made;
        return made;
    }

    /** The port in use. */
    public int port() {
        return connector().getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        ServerConnector made = connector;
        return made == null ? 0 : made.getConnectedEndPoints().size();
    }

    /** Takes no more connections; those that are open stay. */
    public void stopAccepting() throws InterruptedException {
        try {
            connector().shutdown().get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Connections that are kept alive are closed with the server.
        }
    }

    /** Closes connections whose TLS handshake or request's headers are not complete in time. */
    public void closeSlow() {
        slowHeaders.sweep(System.nanoTime());
        slowHandshakes.sweep();
    }

    private ServerConnector connector() {
        return Objects.requireNonNull(connector, "the server is not started");
    }
}
