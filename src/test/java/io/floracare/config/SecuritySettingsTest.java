package io.floracare.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.SettingsLoader.Outcome.Invalid;
import io.floracare.config.SettingsLoader.Outcome.Loaded;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecuritySettingsTest {
    @Test
    void by_default_there_is_no_issuer_no_tls_no_proxy_and_there_are_limits() {
        SecuritySettings security = loaded();

        assertThat(security.auth())
                .isEqualTo(
                        new AuthSettings(
                                AuthSettings.Mode.AUTO,
                                Path.of("data/keys/keys.json"),
                                false,
                                null));
        assertThat(security.tls()).isEqualTo(new TlsSettings(null, Duration.ofDays(365)));
        assertThat(security.edge().trustedProxies()).isEmpty();
        assertThat(security.edge().corsOrigins()).isEmpty();
        assertThat(security.limits().caller()).contains(new Rate(1200, Duration.ofMinutes(1)));
        assertThat(security.audit().target())
                .isEqualTo(new AuditSettings.Target.ToFile(Path.of("data/logs/audit.jsonl")));
    }

    @Test
    void everything_can_be_set() {
        SecuritySettings security =
                loaded(
                        "auth.mode=Required",
                        "auth.keys.file=/keys/k.json",
                        "auth.jwt.issuer=https://issuer.example",
                        "auth.jwt.audience=a, b",
                        "auth.jwt.jwks=https://issuer.example/jwks",
                        "auth.jwt.algorithms=ES384",
                        "tls.certificate=c.pem",
                        "tls.key=k.pem",
                        "limit.caller=5/s",
                        "limit.address=off",
                        "limit.failures=7/h",
                        "public.url=https://Leaves.example/",
                        "cors.origins=https://a.example,http://b.example:81",
                        "proxy.trusted=10.0.0.0/8, ::1",
                        "proxy.header=forwarded",
                        "audit.log=stdout");

        assertThat(security.auth().keysFileSet()).isTrue();
        assertThat(security.auth().jwt())
                .isEqualTo(
                        new JwtSettings(
                                "https://issuer.example",
                                Set.of("a", "b"),
                                new JwtSettings.Keys.Remote(
                                        URI.create("https://issuer.example/jwks")),
                                Set.of("ES384"),
                                Duration.ofSeconds(30)));
        assertThat(security.tls().files())
                .isEqualTo(new TlsSettings.Files(Path.of("c.pem"), Path.of("k.pem")));
        assertThat(security.limits())
                .hasToString(
                        "LimitSettings[caller=Optional[5/s], address=Optional.empty,"
                                + " failures=Optional[7/h]]");
        assertThat(security.edge().publicUrl()).isEqualTo(URI.create("https://leaves.example"));
        assertThat(security.edge().corsOrigins())
                .containsExactlyInAnyOrder("https://a.example", "http://b.example:81");
        assertThat(security.edge().trustedProxies()).hasSize(2);
        assertThat(security.edge().forwarded()).isEqualTo(EdgeSettings.Forwarded.FORWARDED);
        assertThat(security.audit().target()).isEqualTo(new AuditSettings.Target.Stdout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.mode=maybe",
                "auth.jwt.issuer=https://issuer.example",
                "auth.jwt.algorithms=HS256",
                "auth.jwt.algorithms=none",
                "auth.jwt.jwks=http://issuer.example/jwks",
                "tls.key=k.pem",
                "limit.caller=0/s",
                "limit.caller=5",
                "limit.caller=5/d",
                "public.url=leaves.example",
                "public.url=https://leaves.example/path",
                "public.url=https://user@leaves.example",
                "cors.origins=*",
                "proxy.trusted=proxy.example",
                "proxy.trusted=10.0.0.0/33",
                "proxy.trusted=10.0.0.0/x",
                "proxy.header=X-Real-IP",
                "audit.max.bytes=1"
            })
    void what_cannot_be_is_one_problem(String setting) {
        assertThat(problems(setting)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/9, 10.128.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:8000::, false"
    })
    void a_range_holds_the_addresses_that_share_its_prefix(
            String range, String address, boolean held) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    private static SecuritySettings loaded(String... settings) {
        return ((Loaded) new SettingsLoader(Map.of()).load(pairs(settings), null))
                .settings()
                .security();
    }

    private static List<String> problems(String... settings) {
        return ((Invalid) new SettingsLoader(Map.of()).load(pairs(settings), null)).problems();
    }

    private static Map<String, String> pairs(String... settings) {
        Map<String, String> pairs = new HashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            pairs.put(parts[0], parts[1]);
        }
        return pairs;
    }
}
