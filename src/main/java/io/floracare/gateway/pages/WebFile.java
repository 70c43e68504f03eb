package io.floracare.gateway.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that a browser loads. */
final class WebFile {
    private final String path;
    private final String type;
    private final byte[] bytes;
    private final String etag;

    /**
     * @param path below the folder of all of them, with forward slashes
     * @param bytes content; not to be changed any more
     */
    WebFile(String path, byte[] bytes) {
        this.path = path;
        this.type = type(path);
        this.bytes = bytes;
        this.etag = '"' + digest(bytes) + '"';
    }

    String path() {
        return path;
    }

    /** The media type. */
    String type() {
        return type;
    }

    /** The content, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The strong entity tag, quoted. */
    String etag() {
        return etag;
    }

    /** The file with each {@code {{name}}} in its text replaced. */
    WebFile with(String name, String value) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace("{{" + name + "}}", value);
        return new WebFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 16 hexadecimal digits of the content's SHA-256. */
    static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "json" -> "application/json; charset=utf-8";
            case "webmanifest" -> "application/manifest+json; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            default -> throw new IllegalArgumentException("no media type is known for " + path);
        };
    }
}
