package io.floracare.gateway.api;

import io.floracare.gateway.auth.Scope;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that the gateway serves.
 *
 * @param method in capitals
 * @param path template with {@code {name}} parts
 * @param scopes of which a caller needs one; empty for a public route
 * @param summary a line
 * @param description more lines, CommonMark
 * @param upload what body it takes
 * @param params its parameters
 * @param answers every response that it may give, the ones common to all routes excluded
 * @param handler serves it
 */
public record Route(
        String method,
        String path,
        Set<Scope> scopes,
        String summary,
        String description,
        Upload upload,
        List<Param> params,
        List<Answer> answers,
        Handler handler) {

    public Route {
        scopes = Set.copyOf(scopes);
        params = List.copyOf(params);
        answers = List.copyOf(answers);
    }

    /** Method and template, such as {@code GET /results/{id}}; by this a route is counted. */
    public String name() {
        return method + " " + path;
    }

    /** Whether the documents describe such a response of this route. */
    public boolean documents(int status) {
        return answers.stream().anyMatch(answer -> answer.status() == status);
    }

    /** Begins a route. */
    public static Builder get(String path) {
        return new Builder("GET", path);
    }

    /** Begins a route. */
    public static Builder post(String path) {
        return new Builder("POST", path);
    }

    /** Begins a route. */
    public static Builder delete(String path) {
        return new Builder("DELETE", path);
    }

    /** Puts a route together. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final Set<Scope> scopes = new LinkedHashSet<>();
        private final List<Param> params = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private String summary = "";
        private String description = "";
        private Upload upload = Upload.NONE;

        private Builder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** A caller needs one of them. */
        public Builder scopes(Scope... some) {
            scopes.addAll(List.of(some));
            return this;
        }

        /** What it is for. */
        public Builder says(String newSummary, String... sentences) {
            summary = newSummary;
            description = String.join(" ", sentences);
            return this;
        }

        /** It takes images. */
        public Builder takes(Upload newUpload) {
            upload = newUpload;
            return this;
        }

        /** It has parameters. */
        public Builder params(Param... some) {
            params.addAll(List.of(some));
            return this;
        }

        /** It may answer. */
        public Builder answers(Answer... some) {
            answers.addAll(List.of(some));
            return this;
        }

        /** Ends the route. */
        public Route by(Handler handler) {
            if (!scopes.isEmpty()) {
                answers(
                        Answer.problem(401, "No valid credentials.").with("WWW-Authenticate"),
                        Answer.problem(
                                403,
                                "The credentials lack the scope, or another site's"
                                        + " page sent this."),
                        Answer.problem(421, "Without authentication: not addressed to localhost."),
                        Answer.problem(429, "Over a rate limit.")
                                .with("Retry-After", "RateLimit", "RateLimit-Policy"),
                        Answer.problem(
                                        503,
                                        "The caller cannot be checked now, or the instance is"
                                                + " stopping.")
                                .with("Retry-After"));
            }
            answers(Answer.problem(500, "A defect of the gateway."));
            return new Route(
                    method, path, scopes, summary, description, upload, params, answers, handler);
        }
    }
}
