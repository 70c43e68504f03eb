package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.auth.key.NewKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys over real HTTP. */
final class GuardKeysTest {
    @TempDir Path folder;
    private GuardedApp app;

    @BeforeEach
    void start() {
        app = GuardedApp.start(folder, "limit.failures=off");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void a_route_without_scopes_is_public() {
        assertThat(app.get("/open").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void a_route_with_scopes_needs_a_caller(String method) {
        HttpResponse<String> answer = app.send(method, "/results", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"floracare\"");
    }

    @Test
    void a_key_opens_as_bearer_and_as_x_api_key() {
        String key = app.key(Scope.PREDICT);

        assertThat(app.get("/results", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(200);
        assertThat(app.get("/results", "authorization", "bearer " + key).statusCode())
                .isEqualTo(200);
        assertThat(app.get("/results", "X-API-Key", key).body())
                .isEqualTo("key:" + key.substring(3, 11));
    }

    @Test
    void a_key_opens_only_what_its_scopes_allow() {
        String predict = app.key(Scope.PREDICT);
        String read = app.key(Scope.READ);
        String admin = app.key(Scope.ADMIN);

        assertThat(app.get("/admin", "X-API-Key", predict).statusCode()).isEqualTo(403);
        assertThat(app.post("/predict", "X-API-Key", read).statusCode()).isEqualTo(403);
        assertThat(app.post("/predict", "X-API-Key", admin).statusCode()).isEqualTo(200);
        assertThat(app.get("/admin", "X-API-Key", predict).headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge ->
                        assertThat(challenge)
                                .contains("insufficient_scope")
                                .contains("scope=\"admin\""));
    }

    @Test
    void wrong_secrets_are_refused_alike() {
        String key = app.key(Scope.PREDICT);
        char last = key.charAt(key.length() - 1);
        String near = key.substring(0, key.length() - 1) + (last == 'A' ? 'Q' : 'A');
        String otherId = "fc_00000000" + key.substring(11);

        String first = app.get("/results", "X-API-Key", near).body();

        assertThat(first).startsWith("unauthenticated: ");
        assertThat(app.get("/results", "X-API-Key", otherId).body()).isEqualTo(first);
        assertThat(app.get("/results", "X-API-Key", "").body()).isEqualTo(first);
        assertThat(app.get("/results", "X-API-Key", key + "x").body()).isEqualTo(first);
        assertThat(app.get("/results", "Authorization", "Bearer " + near).body()).isEqualTo(first);
    }

    @Test
    void other_schemes_are_refused() {
        assertThat(app.get("/results", "Authorization", "Basic eDp5").statusCode()).isEqualTo(401);
        assertThat(app.get("/results", "Authorization", "Bearer").statusCode()).isEqualTo(401);
        assertThat(app.get("/results", "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_key_that_is_revoked_opens_no_more() throws IOException {
        String key = app.key(Scope.PREDICT);
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);

        app.store.revoke(key.substring(3, 11));

        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(401);
    }

    @Test
    void a_key_that_is_made_while_the_service_runs_opens_at_once() {
        for (int i = 0; i < 20; i++) {
            assertThat(app.get("/results", "X-API-Key", app.key(Scope.READ)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_key_opens_until_it_expires() {
        String key =
                app.issue(
                                new NewKey(
                                        "short",
                                        Set.of("predict"),
                                        app.clock.instant().plusSeconds(60),
                                        null))
                        .secret()
                        .text();

        app.clock.advance(Duration.ofSeconds(59));
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
        app.clock.advance(Duration.ofSeconds(1));
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(401);
    }

    @Test
    void a_damaged_keys_file_leaves_the_old_keys_in_force() throws IOException {
        String key = app.key(Scope.PREDICT);
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);

        Files.writeString(folder.resolve("keys.json"), "{\"version\": 1, \"keys\": [{");
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
        Files.delete(folder.resolve("keys.json"));
        assertThat(app.get("/results", "X-API-Key", key).statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_names_a_key_without_having_it_is_not_recorded_as_its_owner() {
        String key = app.key(Scope.PREDICT);
        String guess = key.substring(0, 12) + "A".repeat(43);

        app.get("/results", "X-API-Key", guess);
        app.get("/results", "X-API-Key", key);

        assertThat(app.audited)
                .extracting(AuditEvent::caller, AuditEvent::outcome, AuditEvent::detail)
                .containsExactly(
                        tuple(
                                "unknown",
                                "refused",
                                "unauthenticated: unknown key:" + key.substring(3, 11)),
                        tuple("key:" + key.substring(3, 11), "ok", ""));
    }

    @Test
    void a_long_answer_can_ask_whether_its_caller_still_may() throws IOException {
        String key = app.key(Scope.PREDICT);
        HttpResponse<Stream<String>> answer = app.lines("/endless", "X-API-Key", key);
        assertThat(answer.statusCode()).isEqualTo(200);

        app.store.revoke(key.substring(3, 11));
        app.clock.advance(Duration.ofSeconds(1));

        assertThat(answer.body().filter(line -> line.equals("end"))).hasSize(1);
    }

    @Test
    void decisions_are_counted() {
        app.get("/results", "X-API-Key", app.key(Scope.PREDICT));
        app.get("/results", "X-API-Key", "fc_nonsense");
        app.get("/results");

        assertThat(sample("floracare_gateway_authentications_total", "via", "key")).isEqualTo(1);
        assertThat(sample("floracare_gateway_guard_refusals_total", "reason", "unauthenticated"))
                .isEqualTo(2);
        assertThat(
                        app.registry.getSampleValue(
                                "floracare_gateway_authentication_failures_total",
                                new String[] {"via", "reason"},
                                new String[] {"key", "malformed"}))
                .isEqualTo(1);
    }

    private Double sample(String name, String label, String value) {
        return app.registry.getSampleValue(name, new String[] {label}, new String[] {value});
    }
}
