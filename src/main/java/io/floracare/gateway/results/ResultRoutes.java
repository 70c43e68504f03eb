package io.floracare.gateway.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Doc;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Problems;
import io.floracare.message.Json;
import io.floracare.message.Result;
import io.floracare.message.Status;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results by id and in lists. */
public final class ResultRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    /** How far another machine's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final ResultHistory history;
    private final RecentResults recent;
    private final Duration pending;
    private final Clock clock;

    /**
     * @param history answers
     * @param recent knows of ids whose results are not kept any more
     * @param pending how long an id without a result counts as on its way
     */
    public ResultRoutes(
            ResultHistory history, RecentResults recent, Duration pending, Clock clock) {
        this.history = history;
        this.recent = recent;
        this.pending = pending;
        this.clock = clock;
    }

    /** An image whose result is not there yet. */
    record Pending(@Doc("the image's id") String id, @Doc("always 'pending'") String status) {}

    /** Some results. */
    record Page(
            @Doc("newest first") List<Result> results,
            @Doc("the 'before' of the next page; null on the last") @Nullable String next) {}

    /** The routes, to be put into the table. */
    public List<Route> routes() {
        return List.of(one(), list());
    }

    private Route one() {
        return Route.get("/results/{id}")
                .scopes(Scope.PREDICT, Scope.READ)
                .says(
                        "One image's result",
                        "Every instance knows every result. An image that was accepted a moment ago,"
                                + " here or elsewhere, has none yet: 202.")
                .params(Param.path("id", "the image's id"))
                .answers(
                        Answer.json(200, "The result, 'ok', 'uncertain' or 'error'.", Result.class),
                        Answer.json(202, "No result yet; ask again.", Pending.class)
                                .with("Retry-After"),
                        Answer.problem(
                                404,
                                "No such image, another caller's, or one whose result is not kept"
                                        + " any more."))
                .by(this::find);
    }

    private void find(Context request) {
        String id = request.pathParam("id");
        Optional<Result> result = history.find(id, Callers.visible(Callers.of(request)));
        if (result.isPresent()) {
            request.json(result.get().withOwner(null));
        } else if (recent.knows(id)) {
            throw Problems.notFound("the result is not kept here any more, or is another caller's");
        } else if (maybeOnItsWay(id)) {
            request.status(202).header("Retry-After", "1").json(new Pending(id, "pending"));
        } else {
            throw Problems.notFound("no image of this id was accepted lately");
        }
    }

    /** Ids carry the time they were made, so that any instance can tell a young one. */
    private boolean maybeOnItsWay(String id) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (uuid.version() != 7 || !uuid.toString().equals(id)) {
            return false;
        }
        Instant made = Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16);
        Instant now = clock.instant();
        return made.isAfter(now.minus(pending)) && made.isBefore(now.plus(SKEW));
    }

    private Route list() {
        return Route.get("/results")
                .scopes(Scope.PREDICT, Scope.READ)
                .says(
                        "Recent results",
                        "Newest first. Without the scope 'read' only those of the caller's own"
                                + " images.")
                .params(
                        Param.query("limit", "1 to 500, default 50").as(Param.Type.INTEGER),
                        Param.query("status", "'ok', 'uncertain' or 'error'"),
                        Param.query("label", "the class's name"),
                        Param.query("before", "only results older than the one of this id"))
                .answers(
                        Answer.json(200, "The results.", Page.class),
                        Answer.problem(400, "A parameter is wrong."))
                .by(this::list);
    }

    private void list(Context request) {
        int limit = limit(request.queryParam("limit"));
        List<Result> found =
                history.list(
                        new ResultHistory.Query(
                                limit,
                                status(request.queryParam("status")),
                                request.queryParam("label"),
                                Callers.visible(Callers.of(request)),
                                request.queryParam("before")));
        request.json(
                new Page(
                        found.stream().map(result -> result.withOwner(null)).toList(),
                        found.size() < limit ? null : found.getLast().id()));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("\\d{1,4}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > MAX_LIMIT) {
            throw Problems.badRequest("limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    static @Nullable Status status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (Status status : Status.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw Problems.badRequest(
                "status must be one of "
                        + Arrays.stream(Status.values())
                                .map(Status::wire)
                                .collect(Collectors.joining(", ")));
    }

    static byte[] json(Result result) {
        try {
            return Json.mapper().writeValueAsBytes(result.withOwner(null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written", e);
        }
    }
}
