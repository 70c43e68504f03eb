package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits over real HTTP; the proxy in front is this test, so that addresses can differ. */
final class LimitsTest {
    private static final String PROXY = "proxy.trusted=127.0.0.0/8";
    @TempDir Path folder;

    @Test
    void a_key_may_ask_as_often_as_its_rate_says() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.caller=3/m")) {
            String key = app.key(Scope.PREDICT);

            HttpResponse<String> first = app.get("/results", "X-API-Key", key);
            assertThat(first.headers().firstValue("RateLimit-Policy"))
                    .hasValue("\"caller\";q=3;w=60");
            assertThat(first.headers().firstValue("RateLimit")).hasValue("\"caller\";r=2;t=20");
            app.get("/results", "X-API-Key", key);
            assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);

            HttpResponse<String> over = app.get("/results", "X-API-Key", key);
            assertThat(over.statusCode()).isEqualTo(429);
            assertThat(over.headers().firstValue("Retry-After")).hasValue("20");
            assertThat(over.headers().firstValue("RateLimit")).hasValue("\"caller\";r=0;t=60");
            assertThat(over.body()).isEqualTo("too-many-requests: The limit of your key is 3/m.");
            assertThat(app.get("/results", "X-API-Key", app.key(Scope.PREDICT)).statusCode())
                    .isEqualTo(200);

            app.clock.advance(Duration.ofSeconds(20));
            assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
            assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void an_address_may_ask_as_often_as_its_rate_says_with_whatever_keys() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.address=2/s", PROXY)) {
            assertThat(from(app, "192.0.2.1", app.key(Scope.PREDICT))).isEqualTo(200);
            assertThat(from(app, "192.0.2.1", app.key(Scope.PREDICT))).isEqualTo(200);
            assertThat(from(app, "192.0.2.1", app.key(Scope.PREDICT))).isEqualTo(429);
            assertThat(from(app, "192.0.2.2", app.key(Scope.PREDICT))).isEqualTo(200);
        }
    }

    @Test
    void a_network_of_ipv6_is_one_address() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.address=2/s", PROXY)) {
            String key = app.key(Scope.PREDICT);

            assertThat(from(app, "2001:db8::1", key)).isEqualTo(200);
            assertThat(from(app, "2001:db8::2:1", key)).isEqualTo(200);
            assertThat(from(app, "2001:db8::3:2:1", key)).isEqualTo(429);
            assertThat(from(app, "2001:db8:0:1::1", key)).isEqualTo(200);
        }
    }

    @Test
    void made_up_hops_do_not_escape_the_limit_of_the_address() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.address=2/s", PROXY)) {
            String key = app.key(Scope.PREDICT);

            assertThat(from(app, "10.1.1.1, 192.0.2.1", key)).isEqualTo(200);
            assertThat(from(app, "10.2.2.2, 192.0.2.1", key)).isEqualTo(200);
            assertThat(from(app, "10.3.3.3, 192.0.2.1", key)).isEqualTo(429);
        }
    }

    @Test
    void without_a_proxy_the_header_says_nothing() {
        try (GuardedApp app = GuardedApp.start(folder)) {
            String key = app.key(Scope.PREDICT);

            assertThat(
                            app.post("/predict", "X-API-Key", key, "X-Forwarded-For", "192.0.2.1")
                                    .body())
                    .endsWith(" 127.0.0.1");
        }
    }

    @Test
    void this_machine_is_not_counted() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.address=1/h")) {
            String key = app.key(Scope.PREDICT);

            assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
            assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void wrong_credentials_are_limited_and_shut_out_nobody_who_has_right_ones() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.failures=2/m", PROXY)) {
            String key = app.key(Scope.PREDICT);

            assertThat(from(app, "192.0.2.1", "fc_wrong")).isEqualTo(401);
            assertThat(from(app, "192.0.2.1", "fc_wrong")).isEqualTo(401);
            assertThat(from(app, "192.0.2.1", "fc_wrong")).isEqualTo(429);
            assertThat(from(app, "192.0.2.1", key)).isEqualTo(200);
            assertThat(from(app, "192.0.2.2", "fc_wrong")).isEqualTo(401);
        }
    }

    @Test
    void wrong_invitations_are_limited() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.failures=2/m")) {
            for (int expected : new int[] {403, 403, 429}) {
                HttpResponse<String> answer =
                        app.send("POST", "/invite", "code=fci_x", "Origin", app.origin());
                assertThat(answer.statusCode()).isEqualTo(expected);
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(expected == 429);
            }
        }
    }

    @Test
    void public_routes_are_not_limited() {
        try (GuardedApp app = GuardedApp.start(folder, "limit.address=1/h", PROXY)) {
            for (int i = 0; i < 3; i++) {
                assertThat(app.get("/open", "X-Forwarded-For", "192.0.2.1").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static int from(GuardedApp app, String forwardedFor, String key) {
        return app.get("/results", "X-Forwarded-For", forwardedFor, "X-API-Key", key).statusCode();
    }
}
