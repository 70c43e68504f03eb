package io.floracare.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of the gateway's connections.
 *
 * @param files certificate and key; null for plain HTTP
 * @param hsts how long browsers remember to use nothing but HTTPS; zero for not at all
 */
public record TlsSettings(@Nullable Files files, Duration hsts) {
    /**
     * What the server shows and proves who it is with.
     *
     * @param certificate PEM: the server's certificate, then its issuers'
     * @param key PEM: the private key, PKCS #8, not encrypted
     */
    public record Files(Path certificate, Path key) {}

    static final Setting<Optional<Path>> CERTIFICATE =
            Setting.of(
                    "tls.certificate",
                    Parsers.optional(Parsers.path()),
                    "",
                    "PEM file with the gateway's certificate and its issuers', such as Let's"
                            + " Encrypt's fullchain.pem. Re-read when it changes. With tls.key it"
                            + " makes the gateway speak HTTPS alone, TLS 1.2 or 1.3.");
    static final Setting<Optional<Path>> KEY =
            Setting.of(
                    "tls.key",
                    Parsers.optional(Parsers.path()),
                    "",
                    "PEM file with the certificate's private key, PKCS #8 without a password, such"
                            + " as privkey.pem.");
    static final Setting<Duration> HSTS =
            Setting.of(
                    "tls.hsts",
                    Parsers.duration(Duration.ZERO, Duration.ofHours(20_000)),
                    "8760h",
                    "How long browsers that came by HTTPS use nothing else"
                            + " (Strict-Transport-Security); 0s sends no such header.");
    static final List<Setting<?>> ALL = List.of(CERTIFICATE, KEY, HSTS);

    static TlsSettings from(Values values) {
        @Nullable Path certificate = values.get(CERTIFICATE).orElse(null);
        @Nullable Path key = values.get(KEY).orElse(null);
        Duration hsts = values.get(HSTS);
        if (certificate != null && key != null) {
            return new TlsSettings(new Files(certificate, key), hsts);
        }
        if (certificate != null || key != null) {
            values.problem(
                    "tls.certificate and tls.key belong together: give both files or neither");
        }
        return new TlsSettings(null, hsts);
    }
}
