package io.floracare.gateway.predict;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.api.Upload;
import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Problems;
import io.floracare.gateway.http.Shedding;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.lane.Lanes;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.gateway.upload.UploadReader;
import io.floracare.gateway.upload.UploadedImage;
import io.floracare.telemetry.Lane;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /predict}: one photo in, its diagnosis out. */
public final class PredictRoute {
    private static final String PATH = "/predict";
    private static final String TIMEOUT = "Request-Timeout";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}(\\.\\d{1,3})?");

    private final Intake intake;
    private final Predictor predictor;

    public PredictRoute(Intake intake) {
        this.intake = intake;
        this.predictor = new Predictor(intake);
    }

    /** What is refused as soon as its headers are there. */
    public Shedding.Target shed() {
        return new Shedding.Target(
                PATH,
                () -> {
                    ProblemException refusal = intake.admission().refusal(Lane.EXPRESS);
                    return refusal == null ? null : refusal.problem();
                });
    }

    /** The route, to be put into the table. */
    public Route route() {
        return Route.post(PATH)
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
                Predictor.Answer answer =
                        predictor.predict(
                                lanes,
                                new Predictor.Ask(
                                        Callers.owner(caller),
                                        key,
                                        upload.image(),
                                        Trace.of(request),
                                        timeout));
                request.json(Prediction.of(answer.result(), answer.cached()));
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
        if (!SECONDS.matcher(text).matches() || Double.parseDouble(text) <= 0) {
            throw Problems.badRequest(TIMEOUT + " must be a number of seconds, such as 2.5");
        }
        Duration asked = Duration.ofMillis(Math.max(1, (long) (Double.parseDouble(text) * 1000)));
        Duration most = intake.settings().maxTimeout();
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
