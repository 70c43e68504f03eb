package io.floracare.model;

import org.jspecify.annotations.Nullable;

/** What {@code MODEL_S3_KEY} names in its bucket. */
public sealed interface ModelAddress {
    /** Folder that packages are kept in. */
    String ROOT = "models/";

    /** The key as people write it. */
    String key();

    /**
     * A package.
     *
     * @param prefix key of its folder, ending in {@code NAME/VERSION/}
     * @param id name and version
     */
    record Packaged(String prefix, PackageId id) implements ModelAddress {
        /** The package of that name in the folder {@value ModelAddress#ROOT}. */
        public static Packaged of(PackageId id) {
            return new Packaged(ROOT + id + "/", id);
        }

        @Override
        public String key() {
            return prefix;
        }
    }

    /**
     * A TorchScript file without a package.
     *
     * @param key of the file
     * @param labelsKey of its labels; null to look beside it
     */
    record Bare(String key, @Nullable String labelsKey) implements ModelAddress {}

    /**
     * What a key names: {@code NAME/VERSION} and {@code models/NAME/VERSION/} are the same package,
     * a longer key that ends so is a package elsewhere in the bucket, and one that ends in {@code
     * .pt} or {@code .pth} is a bare file.
     *
     * @param labelsKey where a bare file's labels are; null to look beside it
     * @throws RefusedException if it names neither
     */
    static ModelAddress parse(String key, @Nullable String labelsKey) throws RefusedException {
        return AddressParser.parse(key, labelsKey);
    }
}
