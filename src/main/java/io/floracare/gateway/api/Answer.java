package io.floracare.gateway.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that a route may give.
 *
 * @param status HTTP status
 * @param description when it is given
 * @param mediaType of the body; null for no body
 * @param body a record type whose JSON the body is; null for text or bytes
 * @param headers names of response headers that matter to callers
 */
public record Answer(
        int status,
        String description,
        @Nullable String mediaType,
        @Nullable Class<?> body,
        List<String> headers) {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    public Answer {
        headers = List.copyOf(headers);
    }

    /** JSON of a record type. */
    public static Answer json(int status, String description, Class<?> body) {
        return new Answer(status, description, JSON, body, List.of());
    }

    /** Text or bytes of a media type. */
    public static Answer of(int status, String description, String mediaType) {
        return new Answer(status, description, mediaType, null, List.of());
    }

    /** No body. */
    public static Answer none(int status, String description) {
        return new Answer(status, description, null, null, List.of());
    }

    /** A problem document. */
    public static Answer problem(int status, String description) {
        return new Answer(status, description, PROBLEM, ProblemBody.class, List.of());
    }

    /** The same with headers that matter to callers. */
    public Answer with(String... names) {
        return new Answer(status, description, mediaType, body, List.of(names));
    }
}
