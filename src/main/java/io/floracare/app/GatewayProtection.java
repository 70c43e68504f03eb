package io.floracare.app;

import io.floracare.config.AuditSettings;
import io.floracare.config.Settings;
import io.floracare.config.TlsSettings;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.audit.FileAudit;
import io.floracare.gateway.audit.StreamAudit;
import io.floracare.gateway.auth.GuardSetup;
import io.floracare.gateway.auth.Protection;
import io.floracare.gateway.http.Listener;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.tls.GatewayTls;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's guard, audit log and encryption, as the settings want them.
 *
 * @param protection decides who may do what
 * @param layer encrypts, or does not
 */
record GatewayProtection(Protection protection, Listener.ConnectionLayer layer) {

    /**
     * Opens the files that the settings name.
     *
     * @param console standard output, for an audit log that goes there
     * @throws IOException with a sentence, if the gateway must not start like this
     */
    static GatewayProtection open(
            Settings settings,
            CollectorRegistry registry,
            SecureRandom random,
            Clock clock,
            OutputStream console)
            throws IOException {
        Listener.ConnectionLayer layer = layer(settings.security().tls(), registry, random, clock);
        AuditLog audit = audit(settings.security().audit(), console);
        GuardSetup setup =
                new GuardSetup(
                        settings.security(),
                        settings.gateway().host(),
                        clock,
                        System::nanoTime,
                        random,
                        registry,
                        audit,
                        request -> Trace.of(request).traceId());
        return switch (setup.build()) {
            case GuardSetup.Outcome.Ready(Protection protection) ->
                    new GatewayProtection(protection, layer);
            case GuardSetup.Outcome.Refused(String problem) -> {
                audit.close();
                throw new IOException(problem);
            }
        };
    }

    private static Listener.ConnectionLayer layer(
            TlsSettings settings, CollectorRegistry registry, SecureRandom random, Clock clock)
            throws IOException {
        TlsSettings.@Nullable Files files = settings.files();
        if (files == null) {
            return Listener.ConnectionLayer.PLAIN;
        }
        GatewayTls tls = GatewayTls.open(files, clock, random);
        tls.register(registry);
        return tls;
    }

    private static AuditLog audit(AuditSettings settings, OutputStream console) throws IOException {
        return switch (settings.target()) {
            case AuditSettings.Target.Off off -> AuditLog.off();
            case AuditSettings.Target.Stdout stdout -> new StreamAudit(console);
            case AuditSettings.Target.ToFile(Path path) -> {
                try {
                    yield FileAudit.open(path, settings.maxBytes(), settings.files());
                } catch (IOException e) {
                    throw new IOException("the audit log cannot be written: " + e.getMessage(), e);
                }
            }
        };
    }
}
