package io.floracare.drift.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.floracare.drift.webhook.Webhook.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpWebhookTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Content-Type"));
                    if (exchange.getRequestURI().getPath().equals("/slow")) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    private Outcome post(String path) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        try (HttpWebhook webhook = new HttpWebhook(uri, Duration.ofMillis(500))) {
            return webhook.post("{}".getBytes(UTF_8));
        }
    }

    @Test
    void a_good_answer_is_acceptance() throws InterruptedException {
        assertThat(post("/alerts")).isEqualTo(new Outcome.Accepted());
        assertThat(asked).containsExactly("POST /alerts application/json");
    }

    @Test
    void a_redirect_is_not_followed() throws InterruptedException {
        status = 302;

        assertThat(post("/alerts")).isInstanceOf(Outcome.Failed.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void an_answer_that_will_not_change_is_a_refusal_and_others_are_not()
            throws InterruptedException {
        status = 400;
        assertThat(post("/alerts")).isInstanceOf(Outcome.Refused.class);
        for (int other : List.of(401, 404, 429, 500, 503)) {
            status = other;
            assertThat(post("/alerts")).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void a_receiver_that_hangs_or_is_gone_fails_in_time() throws InterruptedException {
        assertThat(post("/slow")).isInstanceOf(Outcome.Failed.class);
        never.countDown();
        server.stop(0);
        assertThat(post("/alerts")).isInstanceOf(Outcome.Failed.class);
    }
}
