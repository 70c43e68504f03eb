package io.floracare.gateway.http;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.problem.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Refusals of what is no HTTP request, or too large a one, before any route is known. */
final class JettyProblems extends ErrorHandler {
    private static final String NO_TRACE = "0".repeat(32);

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Problem problem =
                new Problem(
                        Math.max(400, code),
                        switch (code) {
                            case 414, 431 -> "headers-too-large";
                            case 408 -> "too-slow";
                            default -> code >= 500 ? "internal" : "bad-request";
                        },
                        "The request is refused.",
                        HttpStatus.getMessage(code));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(ProblemWriter.json(problem, NO_TRACE)), callback);
    }
}
