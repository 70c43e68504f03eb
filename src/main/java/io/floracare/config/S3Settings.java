package io.floracare.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How S3 is reached. Region and credentials are the AWS SDK's: {@code AWS_REGION}, {@code
 * AWS_ACCESS_KEY_ID} and so on, profiles and instance roles.
 *
 * @param endpoint of an S3-compatible store; null for AWS, or for what {@code AWS_ENDPOINT_URL_S3}
 *     says
 * @param pathStyle whether the bucket goes into the address's path instead of its host name
 */
public record S3Settings(@Nullable URI endpoint, boolean pathStyle) {
    static final Setting<Optional<URI>> ENDPOINT =
            Setting.shared(
                    "s3.endpoint",
                    Parsers.optional(Parsers.httpAddress()),
                    "",
                    "Address of an S3-compatible store. Without it the AWS SDK decides:"
                            + " AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else AWS itself.");
    static final Setting<PathStyle> PATH_STYLE =
            Setting.shared(
                    "s3.path.style",
                    Parsers.oneOf(PathStyle.class),
                    "auto",
                    "true puts the bucket into the address's path, which most S3-compatible stores"
                            + " want; auto does so when s3.endpoint is set.");
    static final List<Setting<?>> ALL = List.of(ENDPOINT, PATH_STYLE);

    enum PathStyle {
        AUTO,
        TRUE,
        FALSE
    }

    static S3Settings from(Values values) {
        @Nullable URI endpoint = values.get(ENDPOINT).orElse(null);
        boolean pathStyle =
                switch (values.get(PATH_STYLE)) {
                    case AUTO -> endpoint != null;
                    case TRUE -> true;
                    case FALSE -> false;
                };
        return new S3Settings(endpoint, pathStyle);
    }
}
