package io.floracare.gateway.auth.key;

/** What became of an invitation that somebody wants to take. */
public sealed interface Taken {
    /**
     * It is a session now.
     *
     * @param session with the cookie's secret
     */
    record Done(IssuedKey session) implements Taken {}

    /** It is over. */
    record Refused(Reason reason, String id) implements Taken {}

    /** Why an invitation is over. */
    enum Reason {
        /** There is none with that secret. */
        UNKNOWN,
        /** Somebody took it before. */
        USED,
        EXPIRED,
        REVOKED
    }
}
