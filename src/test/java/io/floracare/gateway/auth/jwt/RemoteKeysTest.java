package io.floracare.gateway.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.floracare.config.JwtSettings;
import io.floracare.gateway.auth.MovingClock;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome.Rejected;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome.Unavailable;
import io.floracare.gateway.auth.jwt.TokenVerifier.Outcome.Verified;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys from a real server. */
final class RemoteKeysTest {
    private static final String START = "2030-01-01T00:00:00Z";
    private static Issuer first;
    private static Issuer second;

    private final MovingClock clock = new MovingClock(START);
    private final AtomicReference<String> keySet = new AtomicReference<>("");
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private TokenVerifier verifier;

    @BeforeAll
    static void keys() {
        first = Issuer.create("one", new MovingClock(START).instant());
        second = Issuer.create("two", new MovingClock(START).instant());
    }

    @BeforeEach
    void start() throws IOException {
        keySet.set(first.keySet());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/jwks",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] body = keySet.get().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Location", "/moved");
                    exchange.sendResponseHeaders(status.get(), body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.createContext(
                "/moved",
                exchange -> {
                    fetches.addAndGet(1000);
                    exchange.close();
                });
        server.createContext(
                "/slow",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    await(released);
                    exchange.close();
                });
        server.start();
        verifier = verifier();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void keys_are_fetched_once_for_many_tokens() {
        String token = first.token(claims -> claims);
        List<CompletableFuture<TokenVerifier.Outcome>> outcomes =
                IntStream.range(0, 50)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () -> verifier.verify(token), threads))
                        .toList();

        assertThat(outcomes)
                .allSatisfy(each -> assertThat(each.join()).isInstanceOf(Verified.class));
        assertThat(fetches).hasValue(1);
    }

    @Test
    void a_new_key_of_the_issuers_counts_when_it_is_first_seen() {
        assertThat(verifier.verify(first.token(claims -> claims))).isInstanceOf(Verified.class);
        keySet.set(second.keySet());
        clock.advance(RemoteKeys.PAUSE);

        assertThat(verifier.verify(second.token(claims -> claims))).isInstanceOf(Verified.class);
    }

    @Test
    void tokens_with_made_up_keys_do_not_make_the_gateway_fetch_again_and_again() {
        for (int i = 0; i < 100; i++) {
            String id = "made-up-" + i;
            assertThat(verifier.verify(first.token(claims -> claims, header -> header.keyID(id))))
                    .isInstanceOf(Rejected.class);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void a_key_that_the_issuer_withdrew_counts_for_a_quarter_of_an_hour_at_most() {
        String token =
                first.token(claims ->
                        claims.expirationTime(Date.from(clock.instant().plus(Duration.ofDays(2)))));
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        keySet.set(second.keySet());

        clock.advance(RemoteKeys.FRESH);

        assertThat(verifier.verify(token)).isInstanceOf(Rejected.class);
    }

    @Test
    void while_the_issuer_is_down_old_keys_count_for_a_day() {
        String token =
                first.token(claims ->
                        claims.expirationTime(Date.from(clock.instant().plus(Duration.ofDays(2)))));
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        status.set(503);

        clock.advance(RemoteKeys.USABLE.minusSeconds(1));
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(verifier.verify(token)).isEqualTo(new Unavailable());
    }

    @Test
    void keys_that_were_never_had_leave_the_question_open_until_they_are() {
        status.set(500);
        String token = first.token(claims -> claims);
        assertThat(verifier.verify(token)).isEqualTo(new Unavailable());

        status.set(200);
        assertThat(verifier.verify(token)).isEqualTo(new Unavailable());
        clock.advance(RemoteKeys.PAUSE);
        assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
    }

    @Test
    void redirects_are_not_followed() {
        status.set(302);

        assertThat(verifier.verify(first.token(claims -> claims))).isEqualTo(new Unavailable());
        assertThat(fetches).hasValue(1);
    }

    @Test
    void an_endless_answer_is_cut_off() {
        keySet.set("{\"keys\": [\"" + "x".repeat(300_000) + "\"]}");

        assertThatThrownBy(() -> fetch("/jwks", Duration.ofSeconds(20)).get())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void an_answer_that_does_not_end_in_time_is_given_up() {
        assertThatThrownBy(() -> fetch("/slow", Duration.ofMillis(300)).get())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer than 300 ms");
    }

    private HttpKeyFetch fetch(String path, Duration timeout) {
        return new HttpKeyFetch(address(path), timeout);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private TokenVerifier verifier() throws IOException {
        return TokenVerifier.open(
                new JwtSettings(
                        Issuer.NAME,
                        Set.of(Issuer.AUDIENCE),
                        new JwtSettings.Keys.Remote(address("/jwks")),
                        Set.of("RS256"),
                        Duration.ZERO),
                clock);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
