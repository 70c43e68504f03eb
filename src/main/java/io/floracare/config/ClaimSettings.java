package io.floracare.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images that are not in the record but in S3.
 *
 * @param prefixes where claimed objects may lie; empty for nowhere
 * @param timeout bound on the whole of one read
 */
public record ClaimSettings(List<Prefix> prefixes, Duration timeout) {
    static final Setting<List<Prefix>> PREFIXES =
            Setting.of(
                    "claim.prefixes",
                    Parsers.list(Prefix::parse),
                    "",
                    "Folders that a record's claim-check header may point into, as"
                            + " s3://bucket/folder/, several separated by commas. None by default.");
    static final Setting<Duration> TIMEOUT =
            Setting.of(
                    "claim.timeout",
                    Parsers.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
                    "5s",
                    "How long a claimed image may take to arrive; after it"
                            + " error/claim-check-unavailable.");
    static final List<Setting<?>> ALL = List.of(PREFIXES, TIMEOUT);

    public ClaimSettings {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * A folder in S3.
     *
     * @param bucket the bucket's name
     * @param folder empty for the whole bucket, else ends with a slash, so that {@code photos} does
     *     not admit {@code photos-private}
     */
    public record Prefix(String bucket, String folder) {
        private static final String SCHEME = "s3://";

        public Prefix {
            if (!folder.isEmpty() && !folder.endsWith("/")) {
                throw new IllegalArgumentException("a folder ends with a slash: " + folder);
            }
        }

        /** Whether an object lies in the folder. Keys with {@code .} or {@code ..} steps do not. */
        public boolean contains(String objectBucket, String objectKey) {
            return bucket.equals(objectBucket)
                    && objectKey.startsWith(folder)
                    && List.of(objectKey.split("/")).stream()
                            .noneMatch(step -> step.equals(".") || step.equals(".."));
        }

        static Prefix parse(String text) {
            String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
            int slash = rest.indexOf('/');
            String bucket = slash < 0 ? rest : rest.substring(0, slash);
            String folder = slash < 0 ? "" : rest.substring(slash + 1);
            if (bucket.isEmpty()) {
                throw new IllegalArgumentException("expected s3://bucket/folder/");
            }
            return new Prefix(
                    bucket, folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/");
        }

        @Override
        public String toString() {
            return SCHEME + bucket + "/" + folder;
        }
    }

    static ClaimSettings from(Values values, @Nullable String modelBucket) {
        ClaimSettings claims = new ClaimSettings(values.get(PREFIXES), values.get(TIMEOUT));
        for (Prefix prefix : claims.prefixes) {
            if (prefix.bucket().equals(modelBucket)) {
                values.problem(
                        "claim.prefixes holds "
                                + prefix
                                + ", in the model store's bucket: images must not be read from"
                                + " there; use another bucket");
            }
        }
        return claims;
    }
}
