package io.floracare.gateway.auth.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.floracare.gateway.file.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The issuer's keys in a file, as it is now. */
final class LocalKeys implements JWKSource<SecurityContext> {
    private final WatchedFiles<JWKSet> keys;

    private LocalKeys(WatchedFiles<JWKSet> keys) {
        this.keys = keys;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it holds no keys; the message says what is wrong with which file
     */
    static LocalKeys open(Path file) throws IOException {
        return new LocalKeys(WatchedFiles.open(List.of(file), () -> read(file)));
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(keys.get());
    }

    private static JWKSet read(Path file) throws IOException {
        try {
            return KeySets.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + ", which auth.jwt.jwks names", e);
        } catch (IOException e) {
            throw new IOException("auth.jwt.jwks names " + file + ": " + e.getMessage(), e);
        }
    }
}
