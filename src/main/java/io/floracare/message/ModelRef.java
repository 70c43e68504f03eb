package io.floracare.message;

/**
 * The model that answered.
 *
 * @param name the package's name
 * @param version the package's version
 * @param variant the variant in use, such as {@code torchscript-int8}
 * @param sha256 digest of the package's manifest, 64 lower-case hex digits
 */
public record ModelRef(String name, String version, String variant, String sha256) {}
