package io.floracare.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What guards the gateway.
 *
 * @param auth who may use it
 * @param tls encryption
 * @param edge what lies between it and its callers
 * @param limits how much one party may ask
 * @param audit the record of who did what
 */
public record SecuritySettings(
        AuthSettings auth,
        TlsSettings tls,
        EdgeSettings edge,
        LimitSettings limits,
        AuditSettings audit) {
    static final List<Setting<?>> ALL =
            Stream.of(
                            AuthSettings.ALL,
                            JwtSettings.ALL,
                            TlsSettings.ALL,
                            EdgeSettings.ALL,
                            LimitSettings.ALL,
                            AuditSettings.ALL)
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    static SecuritySettings from(Values values) {
        return new SecuritySettings(
                AuthSettings.from(values),
                TlsSettings.from(values),
                EdgeSettings.from(values),
                LimitSettings.from(values),
                AuditSettings.from(values));
    }
}
