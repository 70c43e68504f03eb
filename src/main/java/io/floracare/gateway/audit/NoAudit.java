package io.floracare.gateway.audit;

/** Keeps nothing. */
final class NoAudit implements AuditLog {
    @Override
    public void write(AuditEvent event) {}

    @Override
    public void close() {}
}
