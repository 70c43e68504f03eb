package io.floracare.model.s3;

import io.floracare.gateway.lane.ImageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keeps large images in one folder of a bucket. */
final class S3ImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3ImageStore.class);
    private static final String RULE = "floracare-claims";
    private static final Set<String> NO_RULES = Set.of("NoSuchLifecycleConfiguration");

    private final S3Client client;
    private final String bucket;
    private final String folder;
    private final Duration timeout;

    /**
     * @param folder empty, or ends with a slash
     * @param timeout for one image, retries included
     */
    S3ImageStore(S3Client client, String bucket, String folder, Duration timeout) {
        this.client = client;
        this.bucket = bucket;
        this.folder = folder;
        this.timeout = timeout;
    }

    @Override
    public String put(String id, byte[] image) throws IOException {
        String key = folder + id;
        try {
            client.putObject(
                    PutObjectRequest.builder()
                            .bucket(bucket)
                            .key(key)
                            .overrideConfiguration(o -> o.apiCallTimeout(timeout))
                            .build(),
                    RequestBody.fromBytes(image));
            return "s3://" + bucket + "/" + key;
        } catch (SdkException e) {
            throw new IOException(
                    "the image cannot be stored in s3://"
                            + bucket
                            + "/"
                            + folder
                            + ": "
                            + S3Faults.cause(e),
                    e);
        }
    }

    /**
     * Makes the store expire images, if it can; other rules of the bucket stay. A store that cannot
     * keeps them, which is said once.
     *
     * @param days at least 1
     */
    void expireAfter(int days) {
        try {
            List<LifecycleRule> rules = new ArrayList<>(rules());
            LifecycleRule wanted = rule(days);
            if (rules.contains(wanted)) {
                return;
            }
            rules.removeIf(rule -> RULE.equals(rule.id()));
            rules.add(wanted);
            client.putBucketLifecycleConfiguration(request ->
                    request.bucket(bucket)
                            .lifecycleConfiguration(configuration -> configuration.rules(rules)));
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue("bucket", bucket)
                    .addKeyValue("reason", S3Faults.cause(e))
                    .log(
                            "Images for claim checks do not expire by themselves: make a lifecycle rule");
        }
    }

    private LifecycleRule rule(int days) {
        return LifecycleRule.builder()
                .id(RULE)
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix(folder))
                .expiration(expiration -> expiration.days(days))
                .build();
    }

    private List<LifecycleRule> rules() {
        try {
            return client.getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                    .rules();
        } catch (S3Exception e) {
            if (NO_RULES.contains(S3Faults.code(e))) {
                return List.of();
            }
            throw e;
        }
    }
}
