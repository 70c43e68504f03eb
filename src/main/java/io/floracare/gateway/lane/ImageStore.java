package io.floracare.gateway.lane;

import java.io.IOException;

/** Port: keeps images that are too large for a record where the classifier may claim them from. */
public interface ImageStore {
    /**
     * Stores an image. Bounded in time.
     *
     * @param id the image's id, unique; part of the object's key
     * @return the object's address, {@code s3://bucket/key}
     * @throws IOException with a sentence, if it cannot be stored
     */
    String put(String id, byte[] image) throws IOException;
}
