package io.floracare.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Port of the place that packages are kept in: objects by key, as in one S3 bucket. Every call is
 * bounded in time. Safe for use by several threads. That an object is absent is an empty result;
 * {@link RefusedException} says that the store itself cannot be used as asked (no such bucket,
 * access denied), {@link UnavailableException} that it did not answer.
 */
public interface ObjectStore extends AutoCloseable {
    /** How people write an object's place, such as {@code s3://bucket/key}. */
    String uri(String key);

    /**
     * The objects whose key begins with a prefix, in key order.
     *
     * @param limit at most this many; more are refused
     */
    List<StoredObject> list(String prefix, int limit) throws RefusedException, UnavailableException;

    /** What is known of one object. */
    Optional<StoredObject> find(String key) throws RefusedException, UnavailableException;

    /**
     * The bytes of a small object.
     *
     * @throws RefusedException also if it is longer than {@code limit} bytes
     */
    Optional<byte[]> read(String key, int limit) throws RefusedException, UnavailableException;

    /**
     * Writes an object to a file, replacing it, and says what was written.
     *
     * @throws RefusedException also if it is longer than {@code limit} bytes
     * @throws UnavailableException also if the file cannot be written
     */
    Optional<PackageFile> download(String key, Path file, long limit)
            throws RefusedException, UnavailableException;

    /**
     * Stores a file. The store verifies the digest of what arrives.
     *
     * @param content length and digest of the file
     * @param replace whether an object of that key is replaced
     * @return false if there is one and it was left alone
     */
    boolean upload(String key, Path file, PackageFile content, boolean replace)
            throws RefusedException, UnavailableException;

    /** Removes an object; one that is absent is no error. */
    void delete(String key) throws RefusedException, UnavailableException;

    @Override
    void close();
}
