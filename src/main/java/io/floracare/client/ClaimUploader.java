package io.floracare.client;

import java.io.IOException;
import java.nio.file.Path;

/** Port: puts a file that is too large for a record where the classifier may claim it from. */
public interface ClaimUploader {
    /**
     * Uploads a file.
     *
     * @param id the image's id, unique; part of the object's key
     * @return the object's address, {@code s3://bucket/key}
     * @throws IOException with a sentence, if it cannot be uploaded
     */
    String upload(Path file, String id) throws IOException;
}
