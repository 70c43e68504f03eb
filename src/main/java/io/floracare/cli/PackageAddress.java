package io.floracare.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** A model package as people name it. */
sealed interface PackageAddress {
    /** What begins an address in S3. */
    String SCHEME = "s3://";

    /** A folder that is there. */
    record Folder(Path path) implements PackageAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * In S3.
     *
     * @param key of its folder or manifest
     */
    record Stored(String bucket, String key) implements PackageAddress {
        @Override
        public String toString() {
            return SCHEME + bucket + "/" + key;
        }
    }

    /**
     * Reads a folder's path or an address in S3.
     *
     * @throws TypeConversionException if it is neither
     */
    static PackageAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return folder(text);
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        if (slash < 1 || slash == rest.length() - 1) {
            throw refused();
        }
        return new Stored(rest.substring(0, slash), rest.substring(slash + 1));
    }

    private static Folder folder(String text) {
        try {
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                return new Folder(path);
            }
        } catch (InvalidPathException e) {
            throw refused();
        }
        throw refused();
    }

    private static TypeConversionException refused() {
        return new TypeConversionException(
                "a folder that exists, or an address such as s3://BUCKET/models/NAME/VERSION/");
    }
}
