package io.floracare.model.s3;

import io.floracare.model.ObjectStore;
import io.floracare.model.PackageFile;
import io.floracare.model.RefusedException;
import io.floracare.model.StoredObject;
import io.floracare.model.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One bucket. */
final class S3ObjectStore implements ObjectStore {
    private static final int PAGE = 1000;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;
    private final S3Options options;

    S3ObjectStore(S3Client client, String bucket, S3Options options) {
        this.client = client;
        this.bucket = bucket;
        this.options = options;
    }

    @Override
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public List<StoredObject> list(String prefix, int limit)
            throws RefusedException, UnavailableException {
        var request =
                ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .maxKeys(Math.min(PAGE, limit))
                        .build();
        try {
            var objects = new ArrayList<StoredObject>();
            for (var object : client.listObjectsV2Paginator(request).contents()) {
                if (objects.size() == limit) {
                    throw new RefusedException(
                            "there are more than %,d objects under %s"
                                    .formatted(limit, uri(prefix)));
                }
                objects.add(
                        stored(object.key(), object.size(), object.eTag(), object.lastModified()));
            }
            return objects;
        } catch (SdkException e) {
            throw S3Faults.explain(uri(prefix), bucket, e);
        }
    }

    @Override
    public Optional<StoredObject> find(String key) throws RefusedException, UnavailableException {
        try {
            var head = client.headObject(r -> r.bucket(bucket).key(key));
            return Optional.of(stored(key, head.contentLength(), head.eTag(), head.lastModified()));
        } catch (NoSuchKeyException e) {
            // A HEAD has no body to say which of the two is missing.
            checkBucket();
            return Optional.empty();
        } catch (SdkException e) {
            throw S3Faults.explain(uri(key), bucket, e);
        }
    }

    /** Stores that speak S3 leave out what AWS always says. */
    private static StoredObject stored(
            String key, @Nullable Long bytes, @Nullable String tag, @Nullable Instant modified) {
        return new StoredObject(
                key, bytes == null ? 0 : bytes, tag == null ? String.valueOf(modified) : tag);
    }

    private void checkBucket() throws RefusedException, UnavailableException {
        try {
            client.headBucket(r -> r.bucket(bucket));
        } catch (NoSuchBucketException e) {
            throw S3Faults.noBucket(bucket);
        } catch (SdkException e) {
            throw S3Faults.explain(uri(""), bucket, e);
        }
    }

    @Override
    public Optional<byte[]> read(String key, int limit)
            throws RefusedException, UnavailableException {
        return get(key, limit, options.callTimeout(), Body.bytes(limit));
    }

    @Override
    public Optional<PackageFile> download(String key, Path file, long limit)
            throws RefusedException, UnavailableException {
        return get(key, limit, options.transferTimeout(limit), Body.file(file, limit));
    }

    private <T> Optional<T> get(
            String key,
            long limit,
            Duration timeout,
            ResponseTransformer<GetObjectResponse, Body<T>> transformer)
            throws RefusedException, UnavailableException {
        var request =
                GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .overrideConfiguration(o -> o.apiCallTimeout(timeout))
                        .build();
        try {
            Body<T> body = client.getObject(request, transformer);
            T content = body.content();
            if (content == null) {
                throw new RefusedException(
                        "%s has %,d bytes or more; at most %,d are read"
                                .formatted(uri(key), body.bytes(), limit));
            }
            return Optional.of(content);
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw S3Faults.explain(uri(key), bucket, e);
        }
    }

    @Override
    public boolean upload(String key, Path file, PackageFile content, boolean replace)
            throws RefusedException, UnavailableException {
        String digest =
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(content.sha256()));
        var request =
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentLength(content.bytes())
                        .checksumSHA256(digest)
                        .ifNoneMatch(replace ? null : "*")
                        .overrideConfiguration(
                                o -> o.apiCallTimeout(options.transferTimeout(content.bytes())))
                        .build();
        try {
            client.putObject(request, RequestBody.fromFile(file));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw S3Faults.explain(uri(key), bucket, e);
        } catch (SdkException e) {
            throw S3Faults.explain(uri(key), bucket, e);
        }
    }

    @Override
    public void delete(String key) throws RefusedException, UnavailableException {
        try {
            client.deleteObject(r -> r.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw S3Faults.explain(uri(key), bucket, e);
        }
    }

    @Override
    public void close() {
        // The pool is shared and closed by whoever opened it.
    }
}
