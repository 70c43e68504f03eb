package io.floracare.gateway.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What browsers are told with each response, errors included. Handlers of files may replace {@code
 * Cache-Control}; nothing should replace the rest.
 */
final class SecurityHeaders {
    /**
     * Everything from here, nothing inline, in nobody's frame. Pictures may also be ones that a
     * page made itself: previews of photos and drawings.
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param secure whether people reach the gateway by HTTPS alone
     * @param hsts how long browsers remember that; zero for not at all
     */
    SecurityHeaders(boolean secure, Duration hsts) {
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        // Not no-referrer, which would make browsers send "Origin: null" with our own forms.
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(
                "Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()");
        headers.put("Cache-Control", "no-store");
        if (secure && !hsts.isZero()) {
            headers.put("Strict-Transport-Security", "max-age=" + hsts.toSeconds());
        }
    }

    void set(BiConsumer<String, String> response) {
        headers.forEach(response);
    }
}
