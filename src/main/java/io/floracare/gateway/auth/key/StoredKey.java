package io.floracare.gateway.auth.key;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept, without its secret.
 *
 * @param id 8 hexadecimal digits, unique in the file
 * @param name whose it is, in a person's words
 * @param kind what its secret is now: a program's key, an invitation, or the session that the
 *     invitation became
 * @param sha256 of the secret's text, in hexadecimal
 * @param scopes names of what its bearer may do
 * @param created when it was made
 * @param expires when it ends; null for never
 * @param takeUntil until when an invitation can be taken; null unless it is one
 * @param revoked when it was revoked; null if it was not
 */
public record StoredKey(
        String id,
        String name,
        KeyKind kind,
        String sha256,
        Set<String> scopes,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant takeUntil,
        @Nullable Instant revoked) {
    /** Longest name, in characters. */
    public static final int MAX_NAME = 100;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public StoredKey {
        scopes = Set.copyOf(scopes);
        require(ID.matcher(id).matches(), "an id is 8 hexadecimal digits, not '" + id + "'");
        require(
                !name.isBlank()
                        && name.length() <= MAX_NAME
                        && name.chars().noneMatch(Character::isISOControl),
                "the name of key " + id + " is empty, too long or has control characters");
        require(SHA256.matcher(sha256).matches(), "the sha256 of key " + id + " is none");
        require(!scopes.isEmpty(), "key " + id + " has no scope");
        require(
                (kind == KeyKind.INVITATION) == (takeUntil != null),
                "key " + id + " must have takeUntil exactly if it is an invitation");
    }

    /** What can be said of a key at a time. */
    public enum State {
        ACTIVE,
        /** An invitation that nobody has taken yet. */
        WAITING,
        EXPIRED,
        REVOKED
    }

    /** What can be said of it at a time. */
    public State state(Instant now) {
        if (revoked != null) {
            return State.REVOKED;
        }
        if ((expires != null && !now.isBefore(expires))
                || (takeUntil != null && !now.isBefore(takeUntil))) {
            return State.EXPIRED;
        }
        return kind == KeyKind.INVITATION ? State.WAITING : State.ACTIVE;
    }

    StoredKey revokedAt(Instant now) {
        return new StoredKey(id, name, kind, sha256, scopes, created, expires, takeUntil, now);
    }

    StoredKey takenWith(Secret session) {
        return new StoredKey(
                id, name, session.kind(), session.sha256(), scopes, created, expires, null, null);
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
