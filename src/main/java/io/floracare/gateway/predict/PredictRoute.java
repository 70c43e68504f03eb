package io.floracare.gateway.predict;

import io.floracare.client.ImageSender;
import io.floracare.client.Sha256;
import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.api.Upload;
import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Problems;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.lane.Lanes;
import io.floracare.gateway.lane.NotSentException;
import io.floracare.gateway.lane.Submission;
import io.floracare.gateway.predict.Idempotency.Attempt;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.gateway.upload.UploadReader;
import io.floracare.gateway.upload.UploadedImage;
import io.floracare.message.Result;
import io.floracare.telemetry.Lane;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code POST /predict}: one photo in, its diagnosis out. */
public final class PredictRoute {
    private static final String TIMEOUT = "Request-Timeout";

    private final Intake intake;

    public PredictRoute(Intake intake) {
        this.intake = intake;
    }

    /** The route, to be put into the table. */
    public Route route() {
        return Route.post("/predict")
                .scopes(Scope.PREDICT)
                .takes(Upload.ONE)
                .says(
                        "Diagnose one photo",
                        "Waits for the answer. A photo of one leaf that fills the picture is"
                                + " answered best.",
                        "Bytes that the caller has sent before are answered from memory, 'cached',"
                                + " while the same model is in service.")
                .params(
                        Param.header(
                                        TIMEOUT,
                                        "seconds to wait for the answer from the end of the upload"
                                                + " on; default "
                                                + intake.settings().timeout().toSeconds()
                                                + ", at most "
                                                + intake.settings().maxTimeout().toSeconds())
                                .as(Param.Type.NUMBER),
                        Param.header(
                                Idempotency.HEADER,
                                "names the upload: a retry with the same key and bytes gets the"
                                        + " first one's answer, at the same instance"),
                        Param.query(
                                "crop", "what the leaf is of, for statistics; at most 128 bytes"),
                        Param.query(
                                "device", "what took the photo, for statistics; at most 128 bytes"),
                        Param.query("name", "a file name for a raw body"))
                .answers(
                        Answer.json(200, "The diagnosis, 'ok' or 'uncertain'.", Prediction.class),
                        Answer.problem(400, "No image, or a header or form that is wrong."),
                        Answer.problem(408, "The body comes too slowly."),
                        Answer.problem(413, "More bytes than an image may have."),
                        Answer.problem(415, "Neither a form nor an image."),
                        Answer.problem(
                                422,
                                "The image cannot be classified; the type ends with the pipeline's"
                                        + " code. Or the Idempotency-Key was used for other"
                                        + " bytes."),
                        Answer.problem(429, "The caller has too much on its way.")
                                .with("Retry-After"),
                        Answer.problem(503, "Starting, saturated, or Kafka is out of reach.")
                                .with("Retry-After"),
                        Answer.problem(
                                        504,
                                        "No answer in time; the image still gets its result under"
                                                + " its id.")
                                .with("Location"))
                .by(this::predict);
    }

    private void predict(Context request) throws IOException, InterruptedException {
        Lanes lanes = intake.pipeline().lanes();
        Caller caller = Callers.of(request);
        Duration timeout = timeout(request);
        String key = Idempotency.key(request);
        intake.uploads().check(request, 1);
        try (Admission.Permit _ = intake.admission().enter(Lane.EXPRESS, caller)) {
            try (OneImage upload = new OneImage()) {
                intake.uploads().read(request, 1, upload);
                answer(request, lanes, caller, key, upload.image(), timeout);
            }
        }
    }

    /** Keeps the image until the rest of the form has been read, which may say more about it. */
    private static final class OneImage implements UploadReader.Sink, AutoCloseable {
        private UploadReader.@Nullable Received received;

        @Override
        public void accept(UploadReader.Received next) {
            received = next;
        }

        UploadedImage image() {
            // The reader refuses a request without an image, and one with two.
            return Objects.requireNonNull(received).image();
        }

        @Override
        public void close() {
            if (received != null) {
                received.share().close();
            }
        }
    }

    private Duration timeout(Context request) {
        String text = request.header(TIMEOUT);
        if (text == null) {
            return intake.settings().timeout();
        }
        if (!text.matches("\\d{1,4}(\\.\\d{1,3})?") || Double.parseDouble(text) <= 0) {
            throw Problems.badRequest(TIMEOUT + " must be a number of seconds, such as 2.5");
        }
        Duration asked = Duration.ofMillis(Math.max(1, (long) (Double.parseDouble(text) * 1000)));
        Duration most = intake.settings().maxTimeout();
        return asked.compareTo(most) > 0 ? most : asked;
    }

    private void answer(
            Context request,
            Lanes lanes,
            Caller caller,
            @Nullable String key,
            UploadedImage image,
            Duration timeout)
            throws InterruptedException {
        String owner = Callers.owner(caller);
        String sha256 = Sha256.of(image.bytes());
        Attempt mine = new Attempt(ImageSender.newId(), sha256, new CompletableFuture<>());
        Attempt first = mine;
        if (key != null) {
            first = intake.idempotency().enter(name(owner, key), mine);
        }
        if (first == mine) {
            Optional<Result> earlier = intake.cache().find(owner, sha256);
            if (earlier.isPresent()) {
                mine.reply().complete(earlier.get());
                request.json(Prediction.of(earlier.get(), true));
                return;
            }
        }
        try (Admission.Permit _ = intake.admission().await()) {
            Result result =
                    first == mine
                            ? first(request, lanes, owner, key, image, mine, timeout)
                            : again(first, timeout);
            if (result.error() != null) {
                throw Failures.of(result.error(), result.id());
            }
            intake.cache().keep(owner, sha256, result);
            request.json(Prediction.of(result, false));
        } catch (ProblemException e) {
            if (first == mine && e.problem().status() == 503) {
                // It came to nothing, so that a retry is a first attempt again.
                mine.reply().completeExceptionally(e);
                if (key != null) {
                    intake.idempotency().forget(name(owner, key), mine);
                }
            }
            throw e;
        }
    }

    private static Idempotency.Name name(String owner, String key) {
        return new Idempotency.Name(owner, "predict", key, 0);
    }

    private Result first(
            Context request,
            Lanes lanes,
            String owner,
            @Nullable String key,
            UploadedImage image,
            Attempt attempt,
            Duration timeout)
            throws InterruptedException {
        try {
            Submission submission =
                    intake.submission(attempt.id(), image, owner, Trace.of(request));
            Lanes.Dispatch dispatch =
                    lanes.express(submission, intake.clock().instant().plus(timeout));
            Result result = await(dispatch, attempt, timeout);
            attempt.reply().complete(result);
            return result;
        } catch (IOException e) {
            throw Failures.notSent(String.valueOf(e.getMessage()), attempt.id());
        }
    }

    private static Result await(Lanes.Dispatch dispatch, Attempt attempt, Duration timeout)
            throws InterruptedException {
        try {
            return dispatch.reply().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotSentException failure) {
                throw Failures.notSent(String.valueOf(failure.getMessage()), attempt.id());
            }
            throw new IllegalStateException("the reply cannot be used", e.getCause());
        } catch (TimeoutException e) {
            dispatch.reply().completeExceptionally(e);
            if (dispatch.sent().isDone()) {
                // A retry that waits for this one looks for the committed result instead.
                attempt.reply().completeExceptionally(e);
                throw Failures.late(attempt.id());
            }
            throw Failures.notSent("Kafka has not confirmed the image in time", attempt.id());
        }
    }

    /** A retry: the first one's answer, or the committed result when the first one gave up. */
    private Result again(Attempt first, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            return first.reply().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof ProblemException failed) {
                throw failed;
            }
            return intake.recent()
                    .await(first.id(), end - System.nanoTime())
                    .orElseThrow(() -> Failures.late(first.id()));
        }
    }
}
