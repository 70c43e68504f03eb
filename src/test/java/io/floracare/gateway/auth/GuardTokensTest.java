package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.auth.jwt.Issuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON Web Tokens over real HTTP. */
final class GuardTokensTest {
    private static Issuer issuer;
    @TempDir Path folder;

    @BeforeAll
    static void keys() {
        issuer = Issuer.create("one", Instant.parse(GuardedApp.START));
    }

    @Test
    void a_token_opens_what_its_scopes_allow() throws IOException {
        try (GuardedApp app = start()) {
            assertThat(get(app, "/results", claims -> claims).body()).isEqualTo("jwt:ana");
            assertThat(get(app, "/admin", claims -> claims).statusCode()).isEqualTo(403);
            assertThat(get(app, "/admin", claims -> claims.claim("scope", "admin")).body())
                    .isEqualTo("secret");
            assertThat(get(app, "/results", claims -> claims.claim("scope", "ADMIN")).statusCode())
                    .isEqualTo(403);
            assertThat(app.get("/results", "X-API-Key", app.key(Scope.READ)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_token_that_does_not_count_is_refused_and_its_holder_not_believed() throws IOException {
        try (GuardedApp app = start()) {
            HttpResponse<String> forged =
                    app.get(
                            "/results",
                            "Authorization",
                            "Bearer " + new PlainJWT(issuer.claims().build()).serialize());
            app.clock.advance(Duration.ofHours(1));
            HttpResponse<String> expired = get(app, "/results", claims -> claims);

            assertThat(forged.statusCode()).isEqualTo(401);
            assertThat(forged.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"floracare\", error=\"invalid_token\"");
            assertThat(expired.statusCode()).isEqualTo(401);
            assertThat(expired.body()).isEqualTo("unauthenticated: The token has expired.");
            assertThat(app.audited)
                    .extracting(AuditEvent::caller, AuditEvent::detail)
                    .containsExactly(
                            tuple("unknown", "unauthenticated: unacceptable"),
                            tuple("unknown", "unauthenticated: expired"));
        }
    }

    @Test
    void a_token_is_no_api_key_and_needs_no_origin() throws IOException {
        try (GuardedApp app = start()) {
            String token = issuer.token(claims -> claims);

            assertThat(app.get("/results", "X-API-Key", token).statusCode()).isEqualTo(401);
            assertThat(
                            app.post(
                                            "/predict",
                                            "Authorization",
                                            "Bearer " + token,
                                            "Origin",
                                            "https://app.example")
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(app.get("/session", "Authorization", "Bearer " + token).body())
                    .contains("\"caller\":\"jwt:ana\"", "\"via\":\"token\"");
        }
    }

    @Test
    void while_the_issuer_cannot_be_asked_tokens_get_503_and_keys_work() {
        try (GuardedApp app =
                GuardedApp.start(
                        folder,
                        "auth.jwt.issuer=" + Issuer.NAME,
                        "auth.jwt.audience=" + Issuer.AUDIENCE,
                        "auth.jwt.jwks=http://127.0.0.1:1/jwks")) {
            HttpResponse<String> answer = get(app, "/results", claims -> claims);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(app.get("/results", "X-API-Key", app.key(Scope.READ)).statusCode())
                    .isEqualTo(200);
        }
    }

    private GuardedApp start() throws IOException {
        Path keySet = Files.writeString(folder.resolve("jwks.json"), issuer.keySet());
        return GuardedApp.start(
                folder,
                "auth.jwt.issuer=" + Issuer.NAME,
                "auth.jwt.audience=" + Issuer.AUDIENCE,
                "auth.jwt.jwks=" + keySet);
    }

    private static HttpResponse<String> get(
            GuardedApp app, String path, UnaryOperator<JWTClaimsSet.Builder> change) {
        return app.get(path, "Authorization", "Bearer " + issuer.token(change));
    }
}
