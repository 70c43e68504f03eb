package io.floracare.gateway.tls;

import io.floracare.gateway.file.WatchedFiles;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows each new connection the certificate as it is now. A handshake asks first for an alias, then
 * for its certificates and key: an alias keeps its meaning when the files change in between.
 */
final class ReloadingKeyManager extends X509ExtendedKeyManager {
    private final WatchedFiles<ServerIdentity> identity;
    private final AtomicReference<Known> known;

    /** The identity in force and the one before. */
    private record Known(ServerIdentity now, ServerIdentity before, long number) {}

    ReloadingKeyManager(WatchedFiles<ServerIdentity> identity) {
        this.identity = identity;
        ServerIdentity first = identity.get();
        this.known = new AtomicReference<>(new Known(first, first, 0));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return choose(keyType);
    }

    private @Nullable String choose(String keyType) {
        ServerIdentity current = identity.get();
        Known is =
                known.updateAndGet(was ->
                        was.now.equals(current)
                                ? was
                                : new Known(current, was.now, was.number + 1));
        return is.now.key().getAlgorithm().equals(keyType) ? String.valueOf(is.number) : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        @Nullable ServerIdentity of = of(alias);
        return of == null ? null : of.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        @Nullable ServerIdentity of = of(alias);
        return of == null ? null : of.key();
    }

    private @Nullable ServerIdentity of(String alias) {
        Known is = known.get();
        if (alias.equals(String.valueOf(is.number))) {
            return is.now;
        }
        return alias.equals(String.valueOf(is.number - 1)) ? is.before : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        @Nullable String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
