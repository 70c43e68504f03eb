package io.floracare.model.s3;

import io.floracare.model.RefusedException;
import io.floracare.model.UnavailableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in a sentence what S3 answered, and whether asking again can help. */
final class S3Faults {
    private static final Set<String> BAD_KEYS =
            Set.of(
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "AuthorizationQueryParametersError");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "TokenRefreshRequired");
    private static final Set<String> OTHER_REGION =
            Set.of(
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException");
    private static final Set<String> BUSY =
            Set.of(
                    "RequestTimeout",
                    "SlowDown",
                    "OperationAborted",
                    "ConditionalRequestConflict",
                    "Throttling");

    private S3Faults() {}

    /**
     * Throws what a failed call means.
     *
     * @param uri what was asked for
     * @param bucket the bucket's name
     */
    static RuntimeException explain(String uri, String bucket, SdkException e)
            throws RefusedException, UnavailableException {
        if (e instanceof S3Exception answer) {
            throw answered(uri, bucket, answer);
        }
        throw unanswered(uri, e);
    }

    private static RefusedException answered(String uri, String bucket, S3Exception e)
            throws UnavailableException {
        String code = code(e);
        int status = e.statusCode();
        if (EXPIRED.contains(code)) {
            throw new UnavailableException("the AWS credentials have expired (" + code + ")", e);
        }
        if (status >= 500 || status == 429 || status == 408 || BUSY.contains(code)) {
            throw new UnavailableException(
                    "S3 answers %d%s for %s".formatted(status, shown(code), uri), e);
        }
        if (code.equals("NoSuchBucket")) {
            return noBucket(bucket);
        }
        if (BAD_KEYS.contains(code)) {
            return new RefusedException(
                    "S3 does not accept the AWS credentials (%s): check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile or role in use"
                            .formatted(code));
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new RefusedException("this machine's clock is wrong: S3 refuses its signatures");
        }
        if (OTHER_REGION.contains(code) || status == 301 || status == 307) {
            return new RefusedException(
                    "the bucket %s is in %s: set AWS_REGION to it".formatted(bucket, region(e)));
        }
        if (status == 403) {
            return new RefusedException(
                    "access to %s is denied%s: the credentials need s3:GetObject and s3:ListBucket on it, and s3:PutObject and s3:DeleteObject to push"
                            .formatted(uri, shown(code)));
        }
        return new RefusedException(
                "S3 answers %d%s for %s: %s".formatted(status, shown(code), uri, detail(e)));
    }

    static RefusedException noBucket(String bucket) {
        return new RefusedException(
                "there is no bucket %s: create it, or correct its name".formatted(bucket));
    }

    private static UnavailableException unanswered(String uri, SdkException e)
            throws RefusedException {
        String message = String.valueOf(e.getMessage());
        if (e instanceof SdkClientException && message.contains("Unable to load credentials")) {
            throw new RefusedException(
                    "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile with AWS_PROFILE, or give the machine a role");
        }
        return new UnavailableException("S3 does not answer for " + uri + ": " + cause(e), e);
    }

    /** The innermost cause says most: connection refused, unknown host, timed out. */
    static String cause(Throwable e) {
        Throwable innermost = e;
        for (int depth = 0; depth < 10 && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return switch (innermost) {
            case UnknownHostException _ -> "unknown host " + message;
            case ConnectException _ when message != null -> message;
            default -> innermost.getClass().getSimpleName() + ": " + message;
        };
    }

    static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    private static String region(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        if (details == null || details.sdkHttpResponse() == null) {
            return "another region";
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .map(region -> "the region " + region)
                .orElse("another region");
    }

    private static String detail(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String detail = details == null ? null : details.errorMessage();
        return detail == null ? "no reason given" : detail;
    }

    private static String shown(String code) {
        return code.isEmpty() ? "" : " (" + code + ")";
    }
}
