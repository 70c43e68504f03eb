package io.floracare.gateway.lane;

import io.floracare.message.ImageHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image on its way into the pipeline.
 *
 * @param id its {@code ce_id}, a UUID of version 7
 * @param bytes the encoded image; not copied
 * @param subject a file's name; null for none
 * @param crop segment for drift; null for none
 * @param device segment for drift; null for none
 * @param owner tag of the caller whose image it is
 * @param traceparent W3C trace context
 */
@SuppressWarnings("ArrayRecordComponent") // up to 20 MiB that nobody compares
public record Submission(
        String id,
        byte[] bytes,
        @Nullable String subject,
        @Nullable String crop,
        @Nullable String device,
        String owner,
        String traceparent) {

    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put(ImageHeaders.OWNER, owner);
        headers.put(ImageHeaders.TRACEPARENT, traceparent);
        if (crop != null) {
            headers.put(ImageHeaders.CROP, crop);
        }
        if (device != null) {
            headers.put(ImageHeaders.DEVICE, device);
        }
        return headers;
    }
}
