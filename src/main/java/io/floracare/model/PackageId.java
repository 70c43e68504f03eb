package io.floracare.model;

import java.util.regex.Pattern;

/**
 * What names a package in a store.
 *
 * @param name {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param version same characters
 */
public record PackageId(String name, String version) {
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public PackageId {
        if (!isPart(name) || !isPart(version)) {
            throw new IllegalArgumentException(
                    "not a package's name and version: " + name + "/" + version);
        }
    }

    /** Whether a text can be a name or a version. */
    public static boolean isPart(String text) {
        return PART.matcher(text).matches();
    }

    /** {@code NAME/VERSION}. */
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
