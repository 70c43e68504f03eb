package io.floracare.model.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that has lifecycle rules, as the embedded one has not: it keeps what it is told. */
final class ClaimLifecycleIT {
    private static final String THEIRS =
            """
            <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
              <Rule><ID>logs</ID><Status>Enabled</Status><Filter><Prefix>logs/</Prefix></Filter>
              <Expiration><Days>90</Days></Expiration></Rule>
            </LifecycleConfiguration>
            """;

    private final List<String> written = new ArrayList<>();
    private HttpServer server;
    private String rules = THEIRS;
    private S3Access access;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/bucket", this::lifecycle);
        server.start();
        access =
                S3Access.open(
                        S3Options.of(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + server.getAddress().getPort()),
                                        true)
                                .withKeys("id", "secret")
                                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    private void lifecycle(HttpExchange exchange) throws IOException {
        byte[] answer = new byte[0];
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (exchange.getRequestMethod().equals("PUT")) {
            // The client may send its body in chunks with signatures between them.
            rules = body.substring(body.indexOf('<'), body.lastIndexOf('>') + 1);
            written.add(rules);
        } else {
            answer = rules.getBytes(UTF_8);
        }
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void stop() {
        access.close();
        server.stop(0);
    }

    @Test
    void claimed_images_expire_by_a_rule_beside_those_that_were_there() {
        access.images("bucket", "claims/", Duration.ofSeconds(5), 15);

        assertThat(written).hasSize(1);
        assertThat(written.getFirst())
                .contains("<ID>logs</ID>", "<Prefix>logs/</Prefix>", "<Days>90</Days>")
                .contains(
                        "<ID>floracare-claims</ID>", "<Prefix>claims/</Prefix>", "<Days>15</Days>");
    }

    @Test
    void rule_that_is_there_is_not_written_again_and_another_number_of_days_replaces_it() {
        access.images("bucket", "claims/", Duration.ofSeconds(5), 15);
        access.images("bucket", "claims/", Duration.ofSeconds(5), 15);
        assertThat(written).hasSize(1);

        access.images("bucket", "claims/", Duration.ofSeconds(5), 30);

        assertThat(written).hasSize(2);
        assertThat(written.getLast())
                .containsOnlyOnce("<ID>floracare-claims</ID>")
                .contains("<Days>30</Days>", "<ID>logs</ID>")
                .doesNotContain("<Days>15</Days>");
    }
}
