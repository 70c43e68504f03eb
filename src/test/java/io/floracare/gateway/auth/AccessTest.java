package io.floracare.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.auth.GuardSetup.Outcome;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the gateway may start, and for whom. */
final class AccessTest {
    private final MovingClock clock = new MovingClock(GuardedApp.START);
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "auto, 127.0.0.1, LOCAL",
        "auto, localhost, LOCAL",
        "auto, ::1, LOCAL",
        "auto, 0.0.0.0, CLOSED",
        "auto, ::, CLOSED",
        "auto, 192.0.2.1, CLOSED",
        "off, 0.0.0.0, OPEN",
        "off, 127.0.0.1, OPEN"
    })
    void callers_must_say_who_they_are_unless_they_are_on_this_machine(
            String mode, String host, Access access) {
        assertThat(Access.of(GuardedApp.settings(keys(), Map.of("auth.mode", mode)).auth(), host))
                .isEqualTo(access);
    }

    @Test
    void naming_a_keys_file_or_an_issuer_requires_authentication_on_loopback_too() {
        assertThat(
                        Access.of(
                                GuardedApp.settings(keys(), Map.of("auth.mode", "required")).auth(),
                                "127.0.0.1"))
                .isEqualTo(Access.CLOSED);
        assertThat(
                        Access.of(
                                GuardedApp.settings(
                                                keys(),
                                                Map.of(
                                                        "auth.jwt.issuer", "https://issuer.example",
                                                        "auth.jwt.audience", "floracare",
                                                        "auth.jwt.jwks", "jwks.json"))
                                        .auth(),
                                "127.0.0.1"))
                .isEqualTo(Access.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1"})
    void the_gateway_refuses_to_start_for_others_when_nobody_could_authenticate(String host) {
        assertThat(build(host, Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.problem())
                                        .startsWith("the gateway listens on " + host)
                                        .contains("./floracare keys create", "auth.mode=off"));
    }

    @Test
    void it_starts_when_told_so_explicitly_or_when_there_is_a_key() throws IOException {
        assertThat(build("0.0.0.0", Map.of("auth.mode", "off"))).isInstanceOf(Outcome.Ready.class);
        new KeyStore(new KeyFile(keys()), clock, new SecureRandom())
                .create(new NewKey("first", Set.of("predict"), null, null));
        assertThat(build("0.0.0.0", Map.of("auth.mode", "required")))
                .isInstanceOf(Outcome.Ready.class);
    }

    @Test
    void a_damaged_keys_file_is_a_sentence_at_the_start() throws IOException {
        Files.writeString(keys(), "[]");

        assertThat(build("0.0.0.0", Map.of("auth.mode", "required")))
                .isEqualTo(
                        new Outcome.Refused(
                                "the keys file "
                                        + keys()
                                        + " is damaged: expected {\"version\": 1, \"keys\": […]}"));
    }

    private Outcome build(String host, Map<String, String> settings) {
        return new GuardSetup(
                        GuardedApp.settings(keys(), settings),
                        host,
                        clock,
                        clock::nanoTime,
                        new SecureRandom(),
                        new CollectorRegistry(),
                        AuditLog.off(),
                        ctx -> "trace")
                .build();
    }

    private Path keys() {
        return folder.resolve("keys.json");
    }
}
