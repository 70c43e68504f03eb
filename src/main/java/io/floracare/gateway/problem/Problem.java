package io.floracare.gateway.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as it is answered over HTTP, an RFC 9457 problem document without its trace id.
 *
 * @param status HTTP status, 400 to 599
 * @param code machine-readable and stable, in kebab case; the last part of the document's {@code
 *     type}
 * @param title the same sentence for each problem of this code
 * @param detail what happened this time and what to do
 * @param headers further response headers, for example {@code Retry-After}
 * @param id of the image that it is about, when one was taken; null for none
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, String> headers,
        @Nullable String id) {

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is no error");
        }
        headers = Map.copyOf(headers);
    }

    public Problem(
            int status, String code, String title, String detail, Map<String, String> headers) {
        this(status, code, title, detail, headers, null);
    }

    public Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, Map.of());
    }

    /** The same about an image. */
    public Problem about(String imageId) {
        return new Problem(status, code, title, detail, headers, imageId);
    }
}
