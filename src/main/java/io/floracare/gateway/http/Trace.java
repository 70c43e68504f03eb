package io.floracare.gateway.http;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a request: the caller's trace, or a new one, and a span of the gateway's
 * own under which the image's records go.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param flags 2 lower-case hex digits
 */
public record Trace(String traceId, String spanId, String flags) {
    public static final String HEADER = "traceparent";

    private static final String ATTRIBUTE = "floracare.trace";
    private static final Pattern FORMAT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /**
     * The context of a request that came with this header.
     *
     * @param traceparent null or anything else that is not well formed begins a trace
     */
    static Trace of(@Nullable String traceparent, RandomGenerator random) {
        String span = hex(random, 8);
        if (traceparent != null && traceparent.length() <= 512) {
            Matcher matcher = FORMAT.matcher(traceparent);
            if (matcher.matches()
                    && !matcher.group(1).equals("0".repeat(32))
                    && !matcher.group(2).equals("0".repeat(16))) {
                return new Trace(matcher.group(1), span, matcher.group(3));
            }
        }
        return new Trace(hex(random, 16), span, "00");
    }

    private static String hex(RandomGenerator random, int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        some[0] |= 1; // all zero means none
        return HexFormat.of().formatHex(some);
    }

    /** The trace of a request that has begun. */
    public static Trace of(Context request) {
        Trace trace = request.attribute(ATTRIBUTE);
        if (trace == null) {
            throw new IllegalStateException("the request has no trace yet");
        }
        return trace;
    }

    void attach(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    /** As the header says it. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
