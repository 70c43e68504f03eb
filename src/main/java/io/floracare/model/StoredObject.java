package io.floracare.model;

/**
 * What a store says of an object without its bytes.
 *
 * @param key its name in the store
 * @param bytes length
 * @param tag changes whenever the content does, such as S3's ETag
 */
public record StoredObject(String key, long bytes, String tag) {}
