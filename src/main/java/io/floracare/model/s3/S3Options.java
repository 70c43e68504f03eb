package io.floracare.model.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How S3 is reached.
 *
 * @param endpoint of an S3-compatible store; null for what the AWS SDK's own settings say
 * @param pathStyle whether the bucket goes into the address's path instead of its host name
 * @param region null for what the AWS SDK's own settings say
 * @param keys null for the AWS SDK's default chain: environment, profile, role
 * @param connectTimeout bound on making a connection
 * @param callTimeout bound on a call, retries included, without the time that its bytes take
 */
public record S3Options(
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable String region,
        @Nullable Keys keys,
        Duration connectTimeout,
        Duration callTimeout) {

    /**
     * Fixed credentials.
     *
     * @param accessKey the key's id
     * @param secretKey never shown
     */
    public record Keys(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Keys[accessKey=" + accessKey + ", secretKey=***]";
        }
    }

    /** AWS's own settings in everything but the address. */
    public static S3Options of(@Nullable URI endpoint, boolean pathStyle) {
        return new S3Options(
                endpoint, pathStyle, null, null, Duration.ofSeconds(3), Duration.ofSeconds(15));
    }

    /** The same with fixed credentials. */
    public S3Options withKeys(String accessKey, String secretKey) {
        return new S3Options(
                endpoint,
                pathStyle,
                region,
                new Keys(accessKey, secretKey),
                connectTimeout,
                callTimeout);
    }

    /** The same with other bounds on time. */
    public S3Options withTimeouts(Duration connect, Duration call) {
        return new S3Options(endpoint, pathStyle, region, keys, connect, call);
    }

    /** How much longer a call may take that moves bytes: a slow line's 128 KiB a second. */
    Duration transferTimeout(long bytes) {
        return callTimeout.plusSeconds(bytes >> 17);
    }
}
