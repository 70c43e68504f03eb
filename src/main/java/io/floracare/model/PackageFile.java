package io.floracare.model;

import java.util.regex.Pattern;

/**
 * What a manifest says of one file of its package.
 *
 * @param bytes length
 * @param sha256 digest, 64 lower-case hex digits
 */
public record PackageFile(long bytes, String sha256) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public PackageFile {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is negative: " + bytes);
        }
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + sha256);
        }
    }

    /** What a manifest says of these bytes. */
    public static PackageFile of(byte[] bytes) {
        return new PackageFile(bytes.length, Sha256.of(bytes));
    }

    static boolean isSha256(String text) {
        return HEX.matcher(text).matches();
    }
}
