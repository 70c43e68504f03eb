package io.floracare.gateway.upload;

import org.jspecify.annotations.Nullable;

/**
 * An image as it was uploaded, whatever its bytes are.
 *
 * @param bytes not empty; not copied
 * @param name the file's name as the sender gives it; null for none
 * @param crop what the sender says the leaf is of; null for none
 * @param device what took the photo; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // up to 20 MiB that nobody compares
public record UploadedImage(
        byte[] bytes, @Nullable String name, @Nullable String crop, @Nullable String device) {}
