package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.auth.key.IssuedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what their pages may do. */
final class BrowserTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/results", "/nowhere", "/invite"})
    void every_response_tells_browsers_to_be_careful(String path) {
        try (GuardedApp app = GuardedApp.start(folder)) {
            HttpResponse<String> answer = app.get(path);

            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void behind_https_browsers_are_told_to_use_nothing_else() {
        try (GuardedApp app = GuardedApp.start(folder, "public.url=https://leaves.example")) {
            assertThat(header(app.get("/open"), "Strict-Transport-Security"))
                    .isEqualTo("max-age=31536000");
        }
        try (GuardedApp app =
                GuardedApp.start(folder, "public.url=https://leaves.example", "tls.hsts=0s")) {
            assertThat(app.get("/open").headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void a_write_with_a_cookie_needs_a_page_of_our_own() {
        try (GuardedApp app = GuardedApp.start(folder, "cors.origins=https://friend.example")) {
            String cookie = session(app);

            assertThat(write(app, "Cookie", cookie)).isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Origin", "null")).isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Origin", "https://evil.example"))
                    .isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Origin", "https://friend.example"))
                    .isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Origin", "http://127.0.0.1:1")).isEqualTo(403);
            assertThat(
                            write(
                                    app,
                                    "Cookie",
                                    cookie,
                                    "Origin",
                                    app.origin().replace("http", "https")))
                    .isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
            assertThat(write(app, "Cookie", cookie, "Origin", app.origin())).isEqualTo(200);
            assertThat(write(app, "Cookie", cookie, "Sec-Fetch-Site", "same-origin"))
                    .isEqualTo(200);
            assertThat(app.get("/results", "Cookie", cookie).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_write_with_a_key_needs_none() {
        try (GuardedApp app = GuardedApp.start(folder)) {
            String key = app.key(Scope.PREDICT);

            assertThat(write(app, "X-API-Key", key)).isEqualTo(200);
            assertThat(write(app, "X-API-Key", key, "Origin", "https://evil.example"))
                    .isEqualTo(200);
        }
    }

    @Test
    void a_listed_origin_passes_its_preflight_and_reads_the_answer() {
        try (GuardedApp app = GuardedApp.start(folder, "cors.origins=https://friend.example")) {
            HttpResponse<String> preflight =
                    app.send(
                            "OPTIONS",
                            "/predict",
                            "",
                            "Origin",
                            "https://friend.example",
                            "Access-Control-Request-Method",
                            "POST",
                            "Access-Control-Request-Headers",
                            "authorization");

            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "Access-Control-Allow-Origin"))
                    .isEqualTo("https://friend.example");
            assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("POST");
            assertThat(header(preflight, "Access-Control-Allow-Headers"))
                    .contains("Authorization", "X-API-Key", "Idempotency-Key");
            assertThat(header(preflight, "Vary")).contains("Origin");
            HttpResponse<String> refused = app.post("/predict", "Origin", "https://friend.example");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(header(refused, "Access-Control-Allow-Origin"))
                    .isEqualTo("https://friend.example");
            assertThat(header(refused, "Access-Control-Expose-Headers")).contains("Retry-After");
        }
    }

    @Test
    void another_origin_gets_no_permission_and_nobody_may_send_cookies() {
        try (GuardedApp app = GuardedApp.start(folder, "cors.origins=https://friend.example")) {
            HttpResponse<String> preflight =
                    app.send(
                            "OPTIONS",
                            "/predict",
                            "",
                            "Origin",
                            "https://evil.example",
                            "Access-Control-Request-Method",
                            "POST");

            assertThat(preflight.headers().map())
                    .doesNotContainKeys(
                            "access-control-allow-origin",
                            "access-control-allow-methods",
                            "access-control-allow-credentials");
            assertThat(
                            app.get("/open", "Origin", "https://friend.example")
                                    .headers()
                                    .firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
        }
    }

    @Test
    void without_authentication_this_machine_may_do_all() {
        try (GuardedApp app = GuardedApp.startBare(folder)) {
            assertThat(app.get("/admin").body()).isEqualTo("secret");
            assertThat(app.get("/results").body()).isEqualTo("anonymous");
            assertThat(write(app)).isEqualTo(200);
            assertThat(write(app, "Origin", app.origin())).isEqualTo(200);
            assertThat(app.get("/admin", "X-API-Key", "fc_wrong").statusCode()).isEqualTo(401);
            assertThat(app.get("/admin", "Cookie", "floracare=fcs_old").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_authentication_other_sites_cannot_write_through_the_browser() {
        try (GuardedApp app = GuardedApp.startBare(folder)) {
            assertThat(write(app, "Origin", "https://evil.example")).isEqualTo(403);
            assertThat(write(app, "Origin", "null")).isEqualTo(403);
        }
    }

    /** A page of evil.example whose name was pointed to 127.0.0.1 after it was loaded. */
    @Test
    void without_authentication_a_rebound_name_gets_nothing() throws IOException {
        try (GuardedApp app = GuardedApp.startBare(folder)) {
            assertThat(statusLine(app, "evil.example:" + app.port())).contains(" 421 ");
            assertThat(statusLine(app, "localhost.evil.example")).contains(" 421 ");
            assertThat(statusLine(app, "localhost:" + app.port())).contains(" 200 ");
            assertThat(statusLine(app, "[::1]:" + app.port())).contains(" 200 ");
        }
        try (GuardedApp app = GuardedApp.startBare(folder, "auth.mode=off")) {
            assertThat(statusLine(app, "leaves.example")).contains(" 200 ");
        }
    }

    private static String statusLine(GuardedApp app, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("GET /results HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(0, answer.indexOf('\r'));
        }
    }

    private static String session(GuardedApp app) {
        IssuedKey invitation = app.invitation();
        String cookie =
                header(
                        app.send(
                                "POST",
                                "/invite",
                                "code=" + invitation.secret().text(),
                                "Origin",
                                app.origin()),
                        "Set-Cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static int write(GuardedApp app, String... headers) {
        return app.post("/predict", headers).statusCode();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
