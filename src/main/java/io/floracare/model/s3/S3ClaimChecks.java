package io.floracare.model.s3;

import io.floracare.classify.ClaimChecks;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads claimed images from S3. The caller gets its answer in time whatever hangs, name look-ups
 * included: the read runs on another thread, which is told to stop and left behind.
 */
final class S3ClaimChecks implements ClaimChecks {
    // No access points or other forms that the SDK would send elsewhere.
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** The record's own fault: what it names is not there, or is nothing that can be read. */
    private static final Set<String> MISSING =
            Set.of(
                    "NoSuchKey",
                    "NoSuchBucket",
                    "AccessDenied",
                    "InvalidObjectState",
                    "NoSuchVersion");

    private final S3Client client;
    private final ExecutorService executor;

    S3ClaimChecks(S3Client client, ExecutorService executor) {
        this.client = client;
        this.executor = executor;
    }

    @Override
    public Claim fetch(URI claim, int maxBytes, Duration timeout) {
        String bucket = claim.getAuthority();
        String path =
                claim.getQuery() == null
                        ? claim.getPath()
                        : claim.getPath() + "?" + claim.getQuery();
        if (!"s3".equals(claim.getScheme())
                || bucket == null
                || !BUCKET.matcher(bucket).matches()
                || path == null
                || path.length() < 2) {
            return new Claim.NotFound(claim + " is not of the form s3://bucket/key");
        }
        var request =
                GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(path.substring(1))
                        .overrideConfiguration(o -> o.apiCallTimeout(timeout))
                        .build();
        Future<Claim> read = executor.submit(() -> read(claim, request, maxBytes));
        try {
            return read.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            read.cancel(true);
            return new Claim.Unavailable(
                    "%s could not be read within %d ms".formatted(claim, timeout.toMillis()));
        } catch (InterruptedException e) {
            read.cancel(true);
            Thread.currentThread().interrupt();
            return new Claim.Unavailable(claim + " was not read: the process is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading " + claim + " failed", e.getCause());
        }
    }

    private Claim read(URI claim, GetObjectRequest request, int maxBytes) {
        try {
            Body<byte[]> body = client.getObject(request, Body.bytes(maxBytes));
            byte[] content = body.content();
            return content == null ? new Claim.TooLarge(body.bytes()) : new Claim.Fetched(content);
        } catch (S3Exception e) {
            String code = S3Faults.code(e);
            if (MISSING.contains(code)) {
                return new Claim.NotFound(
                        "%s does not exist or may not be read (%s)".formatted(claim, code));
            }
            return new Claim.Unavailable(
                    "S3 answers %d (%s) for %s".formatted(e.statusCode(), code, claim));
        } catch (SdkException e) {
            return new Claim.Unavailable(claim + " could not be read: " + S3Faults.cause(e));
        }
    }
}
