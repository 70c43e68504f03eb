package io.floracare.config;

import io.floracare.config.ClaimSettings.Prefix;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images that the gateway puts into S3 instead of a record.
 *
 * @param folder where they go, among {@code claim.prefixes}; null to put every image into its
 *     record
 * @param above size in bytes from which on an image goes there
 */
public record GatewayClaims(@Nullable Prefix folder, int above) {
    static final Setting<Optional<Prefix>> FOLDER =
            Setting.of(
                    "gateway.claim.prefix",
                    Parsers.optional(Prefix::parse),
                    "",
                    "Folder for large images, as s3://bucket/folder/; claim.prefixes must allow"
                            + " it. Empty: every image travels in its record.");
    static final Setting<Integer> ABOVE =
            Setting.of(
                    "gateway.claim.above",
                    Parsers.size(0, 256 << 20),
                    "4MiB",
                    "An image larger than this goes to gateway.claim.prefix.");
    static final List<Setting<?>> ALL = List.of(FOLDER, ABOVE);

    static GatewayClaims from(Values values, ClaimSettings claims) {
        @Nullable Prefix folder = values.get(FOLDER).orElse(null);
        if (folder != null
                && claims.prefixes().stream()
                        .noneMatch(allowed ->
                                allowed.contains(folder.bucket(), folder.folder() + "x"))) {
            values.problem(
                    "gateway.claim.prefix is "
                            + folder
                            + ", which claim.prefixes does not allow: the classifier would refuse"
                            + " every image there");
        }
        return new GatewayClaims(folder, values.get(ABOVE));
    }
}
