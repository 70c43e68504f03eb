package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.auth.key.IssuedKey;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invitation's way to a session. */
final class InvitationTest {
    @TempDir Path folder;
    private GuardedApp app;
    private IssuedKey invitation;

    @BeforeEach
    void start() {
        app = GuardedApp.start(folder, "limit.failures=off");
        invitation = app.invitation();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void an_invitation_becomes_a_session_in_a_cookie_that_scripts_and_other_sites_do_not_get() {
        HttpResponse<String> answer = take(invitation.secret().text());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("floracare=fcs_" + invitation.key().id() + "_")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                .contains("; Max-Age=" + Duration.ofDays(180).toSeconds())
                .doesNotContain("Secure");
        assertThat(app.get("/results", "Cookie", session(answer)).body())
                .isEqualTo("key:" + invitation.key().id());
    }

    @Test
    void behind_https_the_cookie_is_secure_and_bound_to_the_host() {
        app.close();
        app = GuardedApp.start(folder, "public.url=https://leaves.example");
        String code = app.invitation().secret().text();

        String cookie =
                app.send("POST", "/invite", "code=" + code, "Origin", "https://leaves.example")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();

        assertThat(cookie).startsWith("__Host-floracare=fcs_").contains("; Secure");
    }

    @Test
    void a_prefetch_of_the_link_does_not_burn_it() {
        HttpResponse<String> page = app.get("/invite");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\" action=\"/invite\"");
        assertThat(app.send("HEAD", "/invite", "").statusCode()).isEqualTo(200);
        assertThat(take(invitation.secret().text()).statusCode()).isEqualTo(303);
    }

    @Test
    void an_invitation_works_once() {
        String first = session(take(invitation.secret().text()));

        HttpResponse<String> again = take(invitation.secret().text());

        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("This invitation was used already.");
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(app.get("/results", "Cookie", first).statusCode()).isEqualTo(200);
    }

    @Test
    void of_many_who_take_it_at_once_one_gets_it() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> answers =
                    IntStream.range(0, 20)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(
                                            () -> take(invitation.secret().text()).statusCode(),
                                            threads))
                            .toList();

            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsOnly(303, 403)
                    .containsOnlyOnce(303);
        }
    }

    @Test
    void an_invitation_is_too_old_after_its_time() {
        app.clock.advance(Duration.ofDays(1));

        assertThat(take(invitation.secret().text()).body()).contains("This invitation is too old.");
    }

    @Test
    void a_code_that_nobody_made_is_refused() {
        String code = invitation.secret().text();
        String guess = code.substring(0, code.length() - 5) + "AAAAA";

        assertThat(take(guess).statusCode()).isEqualTo(403);
        assertThat(take("nonsense").statusCode()).isEqualTo(403);
        assertThat(take("").statusCode()).isEqualTo(403);
        assertThat(take(code).statusCode()).isEqualTo(303);
    }

    @Test
    void a_whole_link_may_be_pasted() {
        String link = "https%3A%2F%2Fleaves.example%2Finvite%23" + invitation.secret().text();

        assertThat(take(link).statusCode()).isEqualTo(303);
    }

    @Test
    void another_sites_form_takes_no_invitation() {
        HttpResponse<String> answer =
                app.send(
                        "POST",
                        "/invite",
                        "code=" + invitation.secret().text(),
                        "Origin",
                        "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).startsWith("cross-site: ");
        assertThat(take(invitation.secret().text()).statusCode()).isEqualTo(303);
    }

    @Test
    void a_session_survives_a_restart_and_works_on_every_instance() {
        String session = session(take(invitation.secret().text()));
        try (GuardedApp other = GuardedApp.start(folder)) {
            assertThat(other.get("/results", "Cookie", session).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_session_is_revoked_as_a_key_is() throws Exception {
        String session = session(take(invitation.secret().text()));

        app.store.revoke(invitation.key().id());

        assertThat(app.get("/results", "Cookie", session).statusCode()).isEqualTo(401);
    }

    @Test
    void a_sessions_secret_is_no_key_and_an_invitations_is_neither() {
        String code = invitation.secret().text();
        assertThat(app.get("/results", "X-API-Key", code).statusCode()).isEqualTo(401);
        assertThat(app.get("/results", "Cookie", "floracare=" + code).statusCode()).isEqualTo(401);

        String secret = session(take(code)).substring("floracare=".length());

        assertThat(app.get("/results", "X-API-Key", secret).statusCode()).isEqualTo(401);
        assertThat(app.get("/results", "Authorization", "Bearer " + secret).statusCode())
                .isEqualTo(401);
        assertThat(app.get("/results", "X-API-Key", "fc_" + secret.substring(4)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_page_can_ask_who_its_user_is() {
        String session = session(take(invitation.secret().text()));

        assertThat(app.get("/session", "Cookie", session).body())
                .isEqualTo(
                        "{\"caller\":\"key:"
                                + invitation.key().id()
                                + "\",\"name\":\"Ana\",\"via\":\"session\",\"scopes\":[\"predict\"]}");
        assertThat(app.get("/session").body())
                .isEqualTo(
                        "{\"caller\":\"anonymous\",\"name\":\"\",\"via\":\"nothing\",\"scopes\":[]}");
    }

    @Test
    void a_session_that_is_ended_is_over() {
        String session = session(take(invitation.secret().text()));

        assertThat(app.send("DELETE", "/session", "", "Cookie", session).statusCode())
                .isEqualTo(403);
        HttpResponse<String> ended =
                app.send("DELETE", "/session", "", "Cookie", session, "Origin", app.origin());

        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(ended.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(app.get("/results", "Cookie", session).statusCode()).isEqualTo(401);
    }

    @Test
    void the_page_speaks_the_readers_language() {
        assertThat(app.get("/invite", "Accept-Language", "fr-CH, de;q=0.9").body())
                .contains("<html lang=\"fr\">", "Vous êtes invité");
        assertThat(app.get("/invite", "Accept-Language", "es").body())
                .contains("Tienes una invitación");
        assertThat(app.get("/invite", "Accept-Language", "ja").body()).contains("You are invited");
        assertThat(app.get("/invite", "Accept-Language", ";;q=x").body())
                .contains("You are invited");
    }

    @Test
    void the_page_has_nothing_inline_and_brings_its_files() {
        assertThat(app.get("/invite").body())
                .doesNotContain("{{")
                .doesNotContain("style=", "<style", "onclick", "javascript:");
        assertThat(app.get("/invite/style.css").headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
        assertThat(app.get("/invite/script.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void what_happens_to_an_invitation_is_audited_without_its_secret() {
        take("nonsense");
        take(invitation.secret().text());
        take(invitation.secret().text());

        assertThat(app.audited)
                .extracting(AuditEvent::event, AuditEvent::caller, AuditEvent::detail)
                .containsExactly(
                        tuple("invitation-refused", "unknown", "unknown"),
                        tuple("invitation-taken", "key:" + invitation.key().id(), ""),
                        tuple("invitation-refused", "key:" + invitation.key().id(), "used"));
        assertThat(app.audited.toString()).doesNotContain("fci_", "fcs_");
    }

    private HttpResponse<String> take(String code) {
        return app.send("POST", "/invite", "code=" + code, "Origin", app.origin());
    }

    private static String session(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
