package io.floracare.gateway.predict;

import io.floracare.client.ImageSender;
import io.floracare.client.Sha256;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.lane.Lanes;
import io.floracare.gateway.lane.NotSentException;
import io.floracare.gateway.predict.Idempotency.Attempt;
import io.floracare.gateway.predict.Idempotency.Name;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.gateway.upload.UploadedImage;
import io.floracare.message.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One image to its answer: remembered, or from the express lane. Blocks its virtual thread. */
final class Predictor {
    private static final String ROUTE = "predict";

    private final Intake intake;

    Predictor(Intake intake) {
        this.intake = intake;
    }

    /**
     * What is asked.
     *
     * @param owner tag of the caller
     * @param key the Idempotency-Key; null for none
     * @param timeout how long the caller waits from now on
     */
    record Ask(
            String owner,
            @Nullable String key,
            UploadedImage image,
            Trace trace,
            Duration timeout) {}

    /**
     * What is answered.
     *
     * @param result without an error
     * @param cached whether it is of an earlier image
     */
    record Answer(Result result, boolean cached) {}

    /**
     * Answers.
     *
     * @throws ProblemException whatever is not an answer
     */
    Answer predict(Lanes lanes, Ask ask) throws InterruptedException {
        String sha256 = Sha256.of(ask.image().bytes());
        Attempt attempt = new Attempt(ImageSender.newId(), sha256, new CompletableFuture<>());
        if (ask.key() == null) {
            return first(lanes, ask, attempt);
        }
        Name name = new Name(ask.owner(), ROUTE, ask.key(), 0);
        Optional<Attempt> earlier = intake.idempotency().enter(name, attempt);
        if (earlier.isPresent()) {
            return new Answer(again(earlier.get(), ask.timeout()), false);
        }
        try {
            return first(lanes, ask, attempt);
        } catch (ProblemException e) {
            if (e.problem().status() == 503) {
                // It came to nothing, so that the next attempt is the first.
                intake.idempotency().forget(name, attempt);
            }
            attempt.reply().completeExceptionally(e);
            throw e;
        }
    }

    private Answer first(Lanes lanes, Ask ask, Attempt attempt) throws InterruptedException {
        Optional<Result> kept = intake.cache().find(ask.owner(), attempt.image());
        if (kept.isPresent()) {
            attempt.reply().complete(kept.get());
            return new Answer(kept.get(), true);
        }
        try (Admission.Permit _ = intake.admission().await()) {
            Result result = requireAnswer(send(lanes, ask, attempt));
            attempt.reply().complete(result);
            intake.cache().keep(ask.owner(), attempt.image(), result);
            return new Answer(result, false);
        }
    }

    private Result send(Lanes lanes, Ask ask, Attempt attempt) throws InterruptedException {
        String id = attempt.id();
        try {
            Lanes.Dispatch dispatch =
                    lanes.express(
                            intake.submission(id, ask.image(), ask.owner(), ask.trace()),
                            intake.clock().instant().plus(ask.timeout()));
            return await(dispatch, id, ask.timeout());
        } catch (IOException e) {
            throw Failures.notSent(String.valueOf(e.getMessage()), id);
        }
    }

    private static Result await(Lanes.Dispatch dispatch, String id, Duration timeout)
            throws InterruptedException {
        try {
            return dispatch.reply().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotSentException failure) {
                throw Failures.notSent(String.valueOf(failure.getMessage()), id);
            }
            throw new IllegalStateException("the reply cannot be used", e.getCause());
        } catch (TimeoutException e) {
            dispatch.reply().completeExceptionally(e);
            throw dispatch.sent().isDone()
                    ? Failures.late(id)
                    : Failures.notSent("Kafka has not confirmed the image in time", id);
        }
    }

    /** A retry: the first one's answer, or the committed result when the first one gave up. */
    private Result again(Attempt first, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            return first.reply().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw Failures.late(first.id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException failed
                    && failed.problem().status() != 504) {
                throw failed;
            }
            return requireAnswer(
                    intake.recent()
                            .await(first.id(), end - System.nanoTime())
                            .orElseThrow(() -> Failures.late(first.id())));
        }
    }

    private static Result requireAnswer(Result result) {
        if (result.error() != null) {
            throw Failures.of(result.error(), result.id());
        }
        return result;
    }
}
