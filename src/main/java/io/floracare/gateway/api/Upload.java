package io.floracare.gateway.api;

/** How a route takes images. */
public enum Upload {
    /** No body. */
    NONE,
    /** One image: a multipart {@code file}, or the raw bytes. */
    ONE,
    /** Any number of multipart {@code file}s, or one image's raw bytes. */
    MANY
}
