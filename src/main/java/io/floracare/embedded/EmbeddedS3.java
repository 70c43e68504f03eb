package io.floracare.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * An S3 server on the loopback interface whose buckets are folders. It checks signatures. Its
 * threads end with {@link #close}; the data stays.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int THREADS = 32;
    // Waiting for requests in hand would also wait for clients that keep connections open.
    private static final long STOP_MILLIS = 0;

    private final S3Proxy server;
    private final Path data;
    private final Keys keys;

    /**
     * Credentials that the server accepts.
     *
     * @param accessKey the key's id
     * @param secretKey not part of the text form
     */
    public record Keys(String accessKey, String secretKey) {
        private static final int ACCESS_BYTES = 10;
        private static final int SECRET_BYTES = 20;

        /** Credentials that nobody can guess, if the generator is a secure one. */
        public static Keys random(RandomGenerator random) {
            return new Keys(hex(random, ACCESS_BYTES), hex(random, SECRET_BYTES));
        }

        private static String hex(RandomGenerator random, int bytes) {
            byte[] drawn = new byte[bytes];
            random.nextBytes(drawn);
            return HexFormat.of().formatHex(drawn);
        }

        @Override
        public String toString() {
            return "Keys[accessKey=" + accessKey + ", secretKey=***]";
        }
    }

    private EmbeddedS3(S3Proxy server, Path data, Keys keys) {
        this.server = server;
        this.data = data;
        this.keys = keys;
    }

    /**
     * Starts a server.
     *
     * @param data holds a folder a bucket, made when missing
     * @param port 0 for a free one
     * @param keys the only credentials accepted
     * @throws IOException if the folder cannot be made or the port is taken
     */
    public static EmbeddedS3 start(Path data, int port, Keys keys) throws IOException {
        Files.createDirectories(data);
        var properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", data.toAbsolutePath().toString());
        S3Proxy server =
                S3Proxy.builder()
                        .blobStore(BlobStores.create("filesystem-nio2", properties))
                        .endpoint(URI.create("http://127.0.0.1:" + port))
                        .awsAuthentication(
                                AuthenticationType.AWS_V4, keys.accessKey(), keys.secretKey())
                        .jettyMaxThreads(THREADS)
                        .stopTimeout(STOP_MILLIS)
                        .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException(
                    "the embedded S3 server cannot listen on port " + port + ": " + e.getMessage(),
                    e);
        }
        return new EmbeddedS3(server, data, keys);
    }

    /** Makes a bucket; one that is there already is left as it is. */
    public void createBucket(String bucket) throws IOException {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("not a bucket's name: " + bucket);
        }
        Path folder = Files.createDirectories(data.resolve(bucket));
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // The server takes a folder that other users of the machine can read for a bucket that
            // is open to requests without a signature.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Where clients find it; they need path-style addresses. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The credentials it accepts. */
    public Keys keys() {
        return keys;
    }

    /** Stops serving at once; close its clients first. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded S3 server does not stop", e);
        }
    }
}
