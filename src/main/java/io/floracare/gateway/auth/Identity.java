package io.floracare.gateway.auth;

/** What the credentials of a request came to. */
sealed interface Identity {
    /**
     * They are in force.
     *
     * @param caller whose they are
     * @param name in a person's words
     * @param via how the caller proved it
     */
    record Known(Caller caller, String name, Via via) implements Identity {}

    /** There are none. */
    record Nobody() implements Identity {}

    /**
     * They are not in force.
     *
     * @param via how the caller tried
     * @param reason for the log; the caller is told {@code advice} alone
     * @param who the key's id, if they named one; may be empty
     * @param advice a sentence for the caller that gives nothing away
     */
    record Wrong(Via via, String reason, String who, String advice) implements Identity {}

    /**
     * They cannot be judged now.
     *
     * @param advice a sentence for the caller
     */
    record Undecided(String advice) implements Identity {}

    /** How a caller says who it is. */
    enum Via {
        KEY,
        SESSION,
        TOKEN,
        INVITATION,
        /** Not at all. */
        NOTHING
    }
}
