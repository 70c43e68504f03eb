package io.floracare.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.config.TlsSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real handshakes with a real server. */
final class GatewayTlsTest {
    private static final Duration YEAR = Duration.ofDays(365);
    private static TestCertificate rsa;
    private static TestCertificate ec;

    @TempDir Path folder;
    private Javalin server;
    private TlsSettings.Files files;

    @BeforeAll
    static void certificates() {
        rsa = TestCertificate.create("first", "RSA", YEAR);
        ec = TestCertificate.create("second", "EC", YEAR);
    }

    @BeforeEach
    void start() throws IOException {
        files =
                new TlsSettings.Files(
                        folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        rsa.write(files.certificate(), files.key());
        GatewayTls tls = GatewayTls.open(files, Clock.systemUTC(), new SecureRandom());
        server =
                Javalin.create(
                                config -> {
                                    config.startup.showJavalinBanner = false;
                                    config.routes.get(
                                            "/",
                                            ctx ->
                                                    ctx.result(
                                                            String.valueOf(ctx.req().isSecure())));
                                    config.jetty.addConnector((jetty, http) -> {
                                        ServerConnector connector =
                                                new ServerConnector(
                                                        jetty,
                                                        tls.around(
                                                                new HttpConnectionFactory(http),
                                                                http));
                                        connector.setHost("127.0.0.1");
                                        connector.setPort(0);
                                        return connector;
                                    });
                                })
                        .start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void browsers_of_today_get_in_with_forward_secrecy(String protocol) throws Exception {
        try (SSLSocket socket = connect(rsa, protocol)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getCipherSuite()).matches("TLS_(AES|CHACHA20|ECDHE)_.*");
            assertThat(get(socket)).startsWith("HTTP/1.1 200").endsWith("true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"})
    void ciphers_without_forward_secrecy_or_authentication_are_refused(String cipher)
            throws Exception {
        try (SSLSocket socket = socket(rsa)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {cipher});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void plain_http_gets_nothing() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.ISO_8859_1))
                    .doesNotContain("200");
        }
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart_and_open_connections_stay()
            throws Exception {
        try (SSLSocket before = connect(rsa, "TLSv1.3")) {
            ec.write(files.certificate(), files.key());

            try (SSLSocket after = connect(ec, "TLSv1.3")) {
                assertThat(shown(after)).isEqualTo(ec.certificate());
                assertThat(get(after)).endsWith("true");
            }
            assertThat(get(before)).endsWith("true");
        }
        TestCertificate third = TestCertificate.create("third", "RSA", YEAR);
        third.write(files.certificate(), files.key());
        try (SSLSocket socket = connect(third, "TLSv1.2")) {
            assertThat(shown(socket)).isEqualTo(third.certificate());
        }
    }

    @Test
    void half_a_renewal_changes_nothing() throws Exception {
        TestCertificate next = TestCertificate.create("next", "RSA", YEAR);
        Files.writeString(files.certificate(), next.pem());

        try (SSLSocket socket = connect(rsa, "TLSv1.3")) {
            assertThat(shown(socket)).isEqualTo(rsa.certificate());
        }
        next.write(files.certificate(), files.key());
        try (SSLSocket socket = connect(next, "TLSv1.3")) {
            assertThat(shown(socket)).isEqualTo(next.certificate());
        }
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static String get(SSLSocket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(
                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private SSLSocket connect(TestCertificate trusted, String protocol) throws Exception {
        SSLSocket socket = socket(trusted);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private SSLSocket socket(TestCertificate trusted) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return (SSLSocket)
                context.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port());
    }
}
