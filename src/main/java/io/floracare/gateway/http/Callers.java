package io.floracare.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.auth.Guard;
import io.floracare.gateway.auth.Scope;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Who sent a request, and the tag by which its images are known as that caller's. */
public final class Callers {
    private Callers() {}

    /** The caller of a request. */
    public static Caller of(Context request) {
        return Guard.caller(request);
    }

    /** Whether it stands for everybody. */
    public static boolean isAnonymous(Caller caller) {
        return caller.id().equals(Caller.ANONYMOUS);
    }

    /**
     * The tag of a caller's images: 128 bits of a digest, since ids of tokens may be people's names
     * and addresses, which are none of the topics' readers' business.
     */
    public static String owner(Caller caller) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(caller.id().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whose results the caller sees; null for everybody's. */
    public static @Nullable String visible(Caller caller) {
        return caller.may(Scope.READ) ? null : owner(caller);
    }
}
