package io.floracare.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.gateway.http.Problems;
import org.jspecify.annotations.Nullable;

/** What a request says beside its images; later fields of a form win over the query. */
final class Fields {
    /** As long as the classifier reads them. */
    static final int MAX_BYTES = 128;

    private @Nullable String crop;
    private @Nullable String device;

    Fields(@Nullable String crop, @Nullable String device) {
        set("crop", crop);
        set("device", device);
    }

    void set(String name, @Nullable String value) {
        switch (name) {
            case "crop" -> crop = checked(name, value, crop);
            case "device" -> device = checked(name, value, device);
            default -> {} // forms of other clients have fields of their own
        }
    }

    private static @Nullable String checked(
            String name, @Nullable String value, @Nullable String earlier) {
        if (value == null || value.isBlank()) {
            return earlier;
        }
        String text = value.strip();
        if (text.getBytes(UTF_8).length > MAX_BYTES
                || text.chars().anyMatch(Character::isISOControl)) {
            throw Problems.badRequest(
                    name + " must be at most " + MAX_BYTES + " bytes without control characters");
        }
        return text;
    }

    UploadedImage image(byte[] bytes, @Nullable String name) {
        return new UploadedImage(bytes, name, crop, device);
    }
}
