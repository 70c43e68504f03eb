package io.floracare.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.ProblemBody;
import io.floracare.gateway.problem.Problem;
import io.floracare.message.Json;
import io.javalin.http.Context;

/** Writes problems as RFC 9457 documents. */
final class ProblemWriter {
    private static final String TYPES = "https://floracare.io/problems/";

    private ProblemWriter() {}

    /** Makes a problem the response. */
    static void write(Context request, Problem problem) {
        problem.headers().forEach(request::header);
        request.status(problem.status());
        request.contentType(Answer.PROBLEM);
        request.result(json(problem, Trace.of(request).traceId()));
    }

    static byte[] json(Problem problem, String traceId) {
        try {
            return Json.mapper()
                    .writeValueAsBytes(
                            new ProblemBody(
                                    TYPES + problem.code(),
                                    problem.title(),
                                    problem.status(),
                                    problem.detail(),
                                    traceId,
                                    problem.id()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written", e);
        }
    }
}
