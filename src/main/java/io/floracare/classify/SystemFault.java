package io.floracare.classify;

/**
 * The system, not the record, is at fault: engine, memory or disk. The record in hand gets no
 * result; consumption stops until the cause is gone.
 */
public final class SystemFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SystemFault(String message, Throwable cause) {
        super(message, cause);
    }
}
