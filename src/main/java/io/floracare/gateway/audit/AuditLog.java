package io.floracare.gateway.audit;

/** Where audit events go. Safe for any thread. */
public interface AuditLog extends AutoCloseable {
    /**
     * Adds an event. Does not throw: a full disk is reported in the log, and does not stop the
     * service.
     */
    void write(AuditEvent event);

    @Override
    void close();

    /** An audit log that keeps nothing. */
    static AuditLog off() {
        return new NoAudit();
    }
}
