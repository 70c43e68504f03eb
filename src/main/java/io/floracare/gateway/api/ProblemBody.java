package io.floracare.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** An RFC 9457 problem document. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        @Doc("names the kind of problem; its last part is for programs") String type,
        @Doc("the same sentence for each problem of this type") String title,
        @Doc("the HTTP status") int status,
        @Doc("what happened this time and what to do") String detail,
        @Doc("the W3C trace id, to be quoted to the operator") String traceId,
        @Doc("the image's id, when one was taken: its result is under /results/{id}")
                @Nullable String id) {}
