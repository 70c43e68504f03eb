package io.floracare.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did, or tried to do. Never holds image bytes, secrets or query strings.
 *
 * @param time when it was over
 * @param event what kind of thing: {@code request}, {@code invitation-taken}, {@code
 *     session-ended}, {@code key-created}, {@code key-revoked}
 * @param caller who it was, as far as that was proved; the key that it was about for an event of a
 *     key
 * @param address where it came from; null for a command on this machine
 * @param method HTTP method; null for a command
 * @param path HTTP path, without the query; null for a command
 * @param status HTTP status; 0 for a command
 * @param detail why it was refused, or which key it was about; may be empty
 * @param traceId the request's trace; null for a command
 */
public record AuditEvent(
        Instant time,
        String event,
        String caller,
        @Nullable String address,
        @Nullable String method,
        @Nullable String path,
        int status,
        String detail,
        @Nullable String traceId) {

    /**
     * {@code ok}, {@code refused} (for who it was or what it asked) or {@code failed} (our fault).
     */
    public String outcome() {
        return status >= 500 ? "failed" : status >= 400 ? "refused" : "ok";
    }
}
