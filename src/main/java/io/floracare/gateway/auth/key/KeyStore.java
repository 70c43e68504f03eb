package io.floracare.gateway.auth.key;

import io.floracare.gateway.auth.key.Taken.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Makes, revokes and exchanges keys, each change at once for all processes that share the file. */
public final class KeyStore {
    private final KeyFile file;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param file that keeps the keys
     * @param clock for creation, expiry and revocation
     * @param random makes secrets
     */
    public KeyStore(KeyFile file, Clock clock, SecureRandom random) {
        this.file = file;
        this.clock = clock;
        this.random = random;
    }

    /** Whether there is a file of keys. */
    public boolean exists() {
        return file.exists();
    }

    /**
     * All keys.
     *
     * @throws IOException if the file cannot be read; the message says why
     */
    public List<StoredKey> list() throws IOException {
        return file.read().all();
    }

    /**
     * Makes a key.
     *
     * @throws IOException if the file cannot be changed; the message says why
     * @throws IllegalArgumentException if the key cannot be; the message says why
     */
    public IssuedKey create(NewKey wanted) throws IOException {
        AtomicReference<IssuedKey> issued = new AtomicReference<>();
        file.update(keys -> {
            Secret secret = Secret.random(wanted.kind(), freeId(keys), random);
            StoredKey key =
                    new StoredKey(
                            secret.id(),
                            wanted.name(),
                            wanted.kind(),
                            secret.sha256(),
                            wanted.scopes(),
                            now(),
                            wanted.expires(),
                            wanted.takeUntil(),
                            null);
            issued.set(new IssuedKey(key, secret));
            return keys.with(key);
        });
        return issued.get();
    }

    /**
     * Revokes a key, an invitation or a session; again is no error.
     *
     * @return the key as it is now; empty if there is none of that id
     * @throws IOException if the file cannot be changed; the message says why
     */
    public Optional<StoredKey> revoke(String id) throws IOException {
        AtomicReference<Optional<StoredKey>> found = new AtomicReference<>(Optional.empty());
        file.update(keys -> {
            Optional<StoredKey> changed =
                    keys.byId(id).map(key -> key.revoked() == null ? key.revokedAt(now()) : key);
            found.set(changed);
            return changed.map(keys::replacing).orElse(keys);
        });
        return found.get();
    }

    /**
     * Makes an invitation into a session, if it is the first attempt that does.
     *
     * @param invitation as somebody sent it
     * @throws IOException if the file cannot be changed; the message says why
     */
    public Taken take(Secret invitation) throws IOException {
        // Only who has the secret may make the file be locked and written.
        Taken early = take(file.read(), invitation);
        if (early instanceof Taken.Refused) {
            return early;
        }
        AtomicReference<Taken> outcome = new AtomicReference<>(early);
        file.update(keys -> {
            Taken taken = take(keys, invitation);
            outcome.set(taken);
            return switch (taken) {
                case Taken.Done(IssuedKey session) -> keys.replacing(session.key());
                case Taken.Refused refused -> keys;
            };
        });
        return outcome.get();
    }

    private Taken take(KeyList keys, Secret invitation) {
        Optional<StoredKey> found = keys.byId(invitation.id());
        if (found.isEmpty()) {
            return new Taken.Refused(Reason.UNKNOWN, invitation.id());
        }
        StoredKey key = found.get();
        if (key.kind() == KeyKind.SESSION) {
            return new Taken.Refused(Reason.USED, key.id());
        }
        if (key.kind() != KeyKind.INVITATION || !invitation.hashesTo(key.sha256())) {
            return new Taken.Refused(Reason.UNKNOWN, key.id());
        }
        return switch (key.state(now())) {
            case REVOKED -> new Taken.Refused(Reason.REVOKED, key.id());
            case EXPIRED -> new Taken.Refused(Reason.EXPIRED, key.id());
            case ACTIVE, WAITING -> {
                Secret session = Secret.random(KeyKind.SESSION, key.id(), random);
                yield new Taken.Done(new IssuedKey(key.takenWith(session), session));
            }
        };
    }

    private String freeId(KeyList keys) {
        String id;
        do {
            id = HexFormat.of().toHexDigits(random.nextInt());
        } while (keys.byId(id).isPresent());
        return id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
