package io.floracare.model.s3;

import io.floracare.classify.ClaimChecks;
import io.floracare.gateway.lane.ImageStore;
import io.floracare.model.ObjectStore;
import io.floracare.model.RefusedException;
import io.floracare.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/**
 * A connection pool to S3, for the buckets of models and for claimed images. Opening it contacts
 * nothing but, without a region, an instance's metadata service.
 */
public final class S3Access implements AutoCloseable {
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 64;
    private static final int ATTEMPTS = 3;

    private final S3Client client;
    private final S3Options options;

    private S3Access(S3Client client, S3Options options) {
        this.client = client;
        this.options = options;
    }

    /** Makes the pool; the caller closes it after what uses it. */
    public static S3Access open(S3Options options) {
        return open(options, credentials(options.keys()));
    }

    static S3Access open(S3Options options, AwsCredentialsProvider credentials) {
        var builder =
                S3Client.builder()
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(CONNECTIONS)
                                        .connectionTimeout(options.connectTimeout())
                                        .connectionAcquisitionTimeout(options.callTimeout())
                                        .socketTimeout(SOCKET_TIMEOUT))
                        .credentialsProvider(credentials)
                        .region(region(options))
                        .forcePathStyle(options.pathStyle())
                        // Many stores that speak S3 know no checksum trailers; bytes of models are
                        // verified against the manifest, and uploads carry their SHA-256.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(o ->
                                o.apiCallTimeout(options.callTimeout())
                                        .retryStrategy(
                                                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                        .maxAttempts(ATTEMPTS)
                                                        .build()));
        if (options.endpoint() == null) {
            // As boto3: a bucket in another region is found without being told its region.
            builder.crossRegionAccessEnabled(true);
        } else {
            builder.endpointOverride(options.endpoint());
        }
        return new S3Access(builder.build(), options);
    }

    /** One bucket as a store of models. */
    public ObjectStore bucket(String bucket) {
        return new S3ObjectStore(client, bucket, options);
    }

    /**
     * Makes a bucket; one that is there already is left alone.
     *
     * @return whether it was made now
     * @throws RefusedException if the store does not allow it
     * @throws UnavailableException if the store does not answer
     */
    public boolean createBucket(String bucket) throws RefusedException, UnavailableException {
        try {
            client.createBucket(request -> request.bucket(bucket));
            return true;
        } catch (BucketAlreadyOwnedByYouException _) {
            return false;
        } catch (SdkException e) {
            throw S3Faults.explain("s3://" + bucket + "/", bucket, e);
        }
    }

    /**
     * Reader of claimed images.
     *
     * @param executor runs each read, so that a hung one can be abandoned; of virtual threads
     */
    public ClaimChecks claimChecks(ExecutorService executor) {
        return new S3ClaimChecks(client, executor);
    }

    /**
     * Store of images that are too large for a record.
     *
     * @param folder empty, or ends with a slash
     * @param timeout for one image, retries included
     * @param expiry days after which the store deletes an image, where it can
     */
    public ImageStore images(String bucket, String folder, Duration timeout, int expiry) {
        S3ImageStore images = new S3ImageStore(client, bucket, folder, timeout);
        images.expireAfter(expiry);
        return images;
    }

    @Override
    public void close() {
        client.close();
    }

    private static AwsCredentialsProvider credentials(S3Options.@Nullable Keys keys) {
        return keys == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
    }

    private static Region region(S3Options options) {
        if (options.region() != null) {
            return Region.of(options.region());
        }
        // Only AWS itself has machines whose metadata service names a region; asking elsewhere
        // costs seconds.
        var named =
                options.endpoint() == null
                        ? DefaultAwsRegionProviderChain.builder().build()
                        : new AwsRegionProviderChain(
                                new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
        try {
            return named.getRegion();
        } catch (SdkClientException e) {
            // Stores that speak S3 take any region, and AWS says which one it is.
            return Region.US_EAST_1;
        }
    }
}
