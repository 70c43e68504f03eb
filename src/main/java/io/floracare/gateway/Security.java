package io.floracare.gateway;

import io.floracare.config.AuditSettings;
import io.floracare.config.SecuritySettings;
import io.floracare.config.TlsSettings;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.audit.FileAudit;
import io.floracare.gateway.audit.StreamAudit;
import io.floracare.gateway.auth.GuardSetup;
import io.floracare.gateway.auth.Protection;
import io.floracare.gateway.http.Listener.ConnectionLayer;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.tls.GatewayTls;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the port and the routes, as the settings want it.
 *
 * @param layer TLS, or nothing
 * @param protection knows callers and refuses
 */
record Security(ConnectionLayer layer, Protection protection) {
    /**
     * Reads the files that the settings name.
     *
     * @throws IOException with a sentence, if the gateway must not start like this
     */
    static Security open(SecuritySettings settings, String host, Gateway.Parts parts)
            throws IOException {
        ConnectionLayer layer = layer(settings.tls().files(), parts);
        AuditLog audit = audit(settings.audit(), parts);
        GuardSetup setup =
                new GuardSetup(
                        settings,
                        host,
                        parts.clock(),
                        System::nanoTime,
                        parts.random(),
                        parts.registry(),
                        audit,
                        request -> Trace.of(request).traceId());
        return switch (setup.build()) {
            case GuardSetup.Outcome.Ready(Protection protection) -> new Security(layer, protection);
            case GuardSetup.Outcome.Refused(String problem) -> {
                audit.close();
                throw new IOException(problem);
            }
        };
    }

    private static ConnectionLayer layer(TlsSettings.@Nullable Files files, Gateway.Parts parts)
            throws IOException {
        if (files == null) {
            return ConnectionLayer.PLAIN;
        }
        GatewayTls tls = GatewayTls.open(files, parts.clock(), parts.random());
        tls.register(parts.registry());
        return tls;
    }

    private static AuditLog audit(AuditSettings settings, Gateway.Parts parts) throws IOException {
        return switch (settings.target()) {
            case AuditSettings.Target.Off off -> AuditLog.off();
            case AuditSettings.Target.Stdout stdout -> new StreamAudit(parts.out());
            case AuditSettings.Target.ToFile(Path path) -> {
                try {
                    yield FileAudit.open(path, settings.maxBytes(), settings.files());
                } catch (IOException e) {
                    throw new IOException(
                            "the audit log " + path + " cannot be written: " + e.getMessage(), e);
                }
            }
        };
    }
}
