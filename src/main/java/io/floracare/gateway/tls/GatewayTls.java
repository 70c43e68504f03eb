package io.floracare.gateway.tls;

import io.floracare.config.TlsSettings;
import io.floracare.gateway.file.WatchedFiles;
import io.floracare.gateway.http.Listener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with forward secrecy, and the certificate that is in the files when a connection
 * begins: a renewed one is shown without a restart, and connections that are open stay open.
 */
public final class GatewayTls implements Listener.ConnectionLayer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayTls.class);
    private static final Duration SOON = Duration.ofDays(14);

    private final WatchedFiles<ServerIdentity> identity;
    private final SSLContext context;

    private GatewayTls(WatchedFiles<ServerIdentity> identity, SSLContext context) {
        this.identity = identity;
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param clock by which a certificate that is about to expire is reported
     * @throws IOException if they do not make a server's identity; the message says what is wrong
     */
    public static GatewayTls open(TlsSettings.Files files, Clock clock, SecureRandom random)
            throws IOException {
        WatchedFiles<ServerIdentity> identity =
                WatchedFiles.open(
                        List.of(files.certificate(), files.key()),
                        () -> announced(PemReader.read(files), clock));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ReloadingKeyManager(identity)}, null, random);
            return new GatewayTls(identity, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** When the certificate in force expires. */
    public Instant expires() {
        return identity.get().expires();
    }

    /** Adds the time at which the certificate expires; alert when that is less than a week away. */
    public void register(CollectorRegistry registry) {
        Gauge.build(
                        "floracare_gateway_certificate_expiry_timestamp_seconds",
                        "When the certificate in force expires, in seconds since 1970.")
                .create()
                .setChild(
                        new Gauge.Child() {
                            @Override
                            public double get() {
                                return expires().getEpochSecond();
                            }
                        })
                .<Gauge>register(registry);
    }

    /** Decrypts connections. Names are not compared with the certificate's: clients do that. */
    @Override
    public ConnectionFactory[] around(HttpConnectionFactory http, HttpConfiguration configuration) {
        SecureRequestCustomizer customizer = new SecureRequestCustomizer();
        customizer.setSniHostCheck(false);
        configuration.addCustomizer(customizer);
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(
                "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*");
        factory.setRenegotiationAllowed(false);
        return new ConnectionFactory[] {
            new SslConnectionFactory(factory, http.getProtocol()), http
        };
    }

    private static ServerIdentity announced(ServerIdentity identity, Clock clock) {
        boolean soon = clock.instant().plus(SOON).isAfter(identity.expires());
        (soon ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("subject", identity.certificate().getSubjectX500Principal())
                .addKeyValue("expires", identity.expires())
                .log(
                        soon
                                ? "The certificate has expired, or will within 14 days"
                                : "The certificate is in force");
        return identity;
    }
}
