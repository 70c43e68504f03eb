package io.floracare.gateway.auth.key;

/** What a secret is for; its first letters tell, so that none is taken for another. */
public enum KeyKind {
    /** Sent with each request by a program. */
    KEY("fc_"),
    /** Exchanged once, for a session. */
    INVITATION("fci_"),
    /** Kept in a browser's cookie. */
    SESSION("fcs_");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** What its secrets begin with. */
    public String prefix() {
        return prefix;
    }
}
