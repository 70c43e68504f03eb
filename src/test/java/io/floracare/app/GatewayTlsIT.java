package io.floracare.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.floracare.gateway.Gateway;
import io.floracare.gateway.auth.key.IssuedKey;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.gateway.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway itself over HTTPS; Kafka is not needed for that. */
final class GatewayTlsIT {
    private static final TestCertificate FIRST =
            TestCertificate.create("first", "EC", Duration.ofDays(30));

    @TempDir Path folder;
    private KeyStore keys;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Path file = folder.resolve("keys.json");
        keys = new KeyStore(new KeyFile(file), Clock.systemUTC(), new SecureRandom());
        keys.create(new NewKey("first", Set.of("admin"), null, null));
        FIRST.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        gateway =
                GatewayHarness.start(
                        "127.0.0.1:1",
                        null,
                        "auth.keys.file=" + file,
                        "tls.certificate=" + folder.resolve("cert.pem"),
                        "tls.key=" + folder.resolve("key.pem"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void it_speaks_https_and_tells_browsers_to_stay_with_it() throws Exception {
        HttpResponse<String> health = send(FIRST, request("/health").build());

        assertThat(gateway.address()).isEqualTo("https://127.0.0.1:" + gateway.port());
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(health.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
    }

    @Test
    void an_invitation_gives_a_cookie_for_https_and_this_host_alone() throws Exception {
        IssuedKey invitation =
                keys.create(
                        new NewKey(
                                "Ana",
                                Set.of("predict"),
                                null,
                                Instant.now().plus(Duration.ofDays(1))));

        HttpResponse<String> taken =
                send(
                        FIRST,
                        request("/invite")
                                .header("Origin", gateway.address())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "code=" + invitation.secret().text()))
                                .build());

        String cookie = taken.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("__Host-floracare=fcs_").contains("; Secure");
        HttpResponse<String> who =
                send(
                        FIRST,
                        request("/session").header("Cookie", cookie.replaceAll(";.*", "")).build());
        assertThat(who.body()).contains("\"name\":\"Ana\"");
    }

    @Test
    void a_renewed_certificate_is_shown_and_its_expiry_is_measured() throws Exception {
        TestCertificate next = TestCertificate.create("next", "RSA", Duration.ofDays(90));
        String key = keys.create(new NewKey("ops", Set.of("admin"), null, null)).secret().text();
        assertThatThrownBy(() -> send(next, request("/health").build()))
                .isInstanceOf(SSLHandshakeException.class);

        next.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));

        HttpResponse<String> metrics =
                send(next, request("/metrics").header("X-API-Key", key).build());
        double expiry =
                metrics.body()
                        .lines()
                        .filter(line -> line.startsWith("floracare_gateway_certificate_expiry"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                        .findFirst()
                        .orElseThrow();
        assertThat(expiry)
                .isEqualTo(next.certificate().getNotAfter().toInstant().getEpochSecond());
    }

    @Test
    void files_that_make_no_identity_are_a_sentence_at_the_start() throws IOException {
        Files.write(folder.resolve("other.pem"), "no key".getBytes(UTF_8));

        assertThatThrownBy(
                        () ->
                                GatewayHarness.start(
                                        "127.0.0.1:1",
                                        null,
                                        "tls.certificate=" + folder.resolve("cert.pem"),
                                        "tls.key=" + folder.resolve("other.pem")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("other.pem") + " holds no private key in PEM");
    }

    @Test
    void a_handshake_that_does_not_end_is_ended_and_one_that_does_is_not() throws Exception {
        try (Gateway strict =
                        GatewayHarness.start(
                                "127.0.0.1:1",
                                null,
                                "tls.certificate=" + folder.resolve("cert.pem"),
                                "tls.key=" + folder.resolve("key.pem"),
                                "gateway.header.timeout=1s");
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), strict.port());
                Socket idle =
                        context(FIRST)
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), strict.port())) {
            ((SSLSocket) idle).startHandshake();
            slow.getOutputStream().write(22);
            slow.setSoTimeout(20_000);

            assertThat(slow.getInputStream().read()).isEqualTo(-1);

            idle.getOutputStream()
                    .write(
                            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                    .getBytes(UTF_8));
            assertThat(new String(idle.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(TestCertificate trusted, HttpRequest request)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context(trusted)).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext context(TestCertificate trusted)
            throws IOException, GeneralSecurityException {
        java.security.KeyStore anchors = java.security.KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
