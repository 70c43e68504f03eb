package io.floracare.cli;

import io.floracare.config.AuditSettings;
import io.floracare.config.Settings;
import io.floracare.gateway.audit.AuditEvent;
import io.floracare.gateway.audit.AuditLog;
import io.floracare.gateway.audit.FileAudit;
import io.floracare.gateway.auth.key.StoredKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Records what this machine's users do to keys in the audit file, if there is to be one. */
final class KeyAudit implements AutoCloseable {
    private final AuditLog log;
    private final Clock clock;

    private KeyAudit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens the audit file.
     *
     * @throws UserError if it cannot be written: keys are not changed unseen
     */
    static KeyAudit open(CliContext context, Settings settings) {
        AuditSettings audit = settings.security().audit();
        return new KeyAudit(
                switch (audit.target()) {
                    // Standard output is for the command's answer.
                    case AuditSettings.Target.Off off -> AuditLog.off();
                    case AuditSettings.Target.Stdout stdout -> AuditLog.off();
                    case AuditSettings.Target.ToFile(Path path) -> open(path, audit);
                },
                context.clock());
    }

    private static AuditLog open(Path path, AuditSettings audit) {
        try {
            return FileAudit.open(path, audit.maxBytes(), audit.files());
        } catch (IOException e) {
            throw UserError.unwritable("the audit log " + path, e);
        }
    }

    void write(String event, StoredKey key) {
        log.write(
                new AuditEvent(
                        clock.instant(),
                        event,
                        "os:" + System.getProperty("user.name", "unknown"),
                        null,
                        null,
                        null,
                        0,
                        "key:" + key.id(),
                        null));
    }

    @Override
    public void close() {
        log.close();
    }
}
