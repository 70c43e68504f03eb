package io.floracare.gateway.auth.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that proves who its bearer is: kind, id, and 256 random bits in 43 letters, for example
 * {@code fc_3f9c1a2b_…}. The id is not secret.
 *
 * <p>Only the SHA-256 of the text is kept. A slow password hash would add nothing: it makes the
 * guessing of words that people choose expensive, but nobody guesses 256 random bits at any speed.
 *
 * @param kind what it is for
 * @param id of the key that it belongs to, 8 hexadecimal digits
 * @param text the whole, to be shown once and never logged
 */
public record Secret(KeyKind kind, String id, String text) {
    private static final int RANDOM_BYTES = 32;
    private static final Pattern REST = Pattern.compile("([0-9a-f]{8})_[A-Za-z0-9_-]{43}");

    static Secret random(KeyKind kind, String id, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String letters = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Secret(kind, id, kind.prefix() + id + "_" + letters);
    }

    /** A secret of that kind as somebody sent it; empty if the text has not the form of one. */
    public static Optional<Secret> parse(KeyKind kind, String text) {
        if (!text.startsWith(kind.prefix())) {
            return Optional.empty();
        }
        Matcher matcher = REST.matcher(text.substring(kind.prefix().length()));
        return matcher.matches()
                ? Optional.of(new Secret(kind, matcher.group(1), text))
                : Optional.empty();
    }

    /** Whether the text is of that kind, well-formed or not. */
    public static boolean looksLike(KeyKind kind, String text) {
        return text.startsWith(kind.prefix());
    }

    /** The digest that is kept, in hexadecimal. */
    String sha256() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this is what was hashed. Takes as long for a near miss as for any other. */
    boolean hashesTo(String sha256) {
        return MessageDigest.isEqual(
                sha256().getBytes(StandardCharsets.US_ASCII),
                sha256.getBytes(StandardCharsets.US_ASCII));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return kind.prefix() + id + "_…";
    }
}
