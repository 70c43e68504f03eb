package io.floracare.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, files and streams, as 64 lower-case hex digits. */
public final class Sha256 {
    private static final int BUFFER = 1 << 16;

    private Sha256() {}

    /** The digest of bytes in memory. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /** The digest of a file; a symbolic link is an error. */
    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).sha256();
        }
    }

    /**
     * Copies a stream and digests what passes. Reads at most {@code limit} + 1 bytes and writes at
     * most {@code limit}: a result with more bytes than {@code limit} says that the stream is
     * longer.
     */
    public static PackageFile copy(InputStream in, OutputStream out, long limit)
            throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        while (true) {
            long room = limit - total;
            int read = in.read(buffer, 0, room < buffer.length ? (int) room + 1 : buffer.length);
            if (read < 0) {
                break;
            }
            total += read;
            if (total > limit) {
                break;
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return new PackageFile(total, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
