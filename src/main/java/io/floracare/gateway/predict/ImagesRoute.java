package io.floracare.gateway.predict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.floracare.client.ImageSender;
import io.floracare.client.Sha256;
import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Doc;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.api.Upload;
import io.floracare.gateway.auth.Caller;
import io.floracare.gateway.auth.Scope;
import io.floracare.gateway.http.Callers;
import io.floracare.gateway.http.Trace;
import io.floracare.gateway.lane.Lanes;
import io.floracare.gateway.lane.NotSentException;
import io.floracare.gateway.lane.Submission;
import io.floracare.gateway.predict.Idempotency.Attempt;
import io.floracare.gateway.predict.Idempotency.Name;
import io.floracare.gateway.problem.ProblemException;
import io.floracare.gateway.upload.UploadReader;
import io.floracare.gateway.upload.UploadedImage;
import io.floracare.telemetry.Lane;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** {@code POST /images}: photos in, ids out; their results come when they come. */
public final class ImagesRoute {
    private final Intake intake;

    public ImagesRoute(Intake intake) {
        this.intake = intake;
    }

    /** What became of an upload. */
    record Accepted(@Doc("in the order of the upload") List<Item> images) {
        Accepted {
            images = List.copyOf(images);
        }
    }

    /** One image of an upload. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Doc("the image's id; absent when it was refused") @Nullable String id,
            @Doc("the file's name as it was sent") @Nullable String name,
            @Doc("where its result will be; absent when it was refused") @Nullable String location,
            @Doc("why it was not taken for certain; absent when it was")
                    @Nullable String problem) {}

    /** An image on its way to Kafka. */
    private record Sent(Item item, CompletableFuture<RecordMetadata> done) {}

    /** The route, to be put into the table. */
    public Route route() {
        return Route.post("/images")
                .scopes(Scope.PREDICT)
                .takes(Upload.MANY)
                .says(
                        "Take photos and answer later",
                        "Answers when Kafka has every image. A form may hold up to "
                                + intake.settings().maxFiles()
                                + " parts 'file'; fields 'crop' and 'device' apply to the files"
                                + " after them.")
                .params(
                        Param.header(
                                Idempotency.HEADER,
                                "names the upload: a retry with the same key and bytes gets the"
                                        + " first one's ids, at the same instance"),
                        Param.query(
                                "crop",
                                "what the leaves are of, for statistics; at most 128 bytes"),
                        Param.query(
                                "device",
                                "what took the photos, for statistics; at most 128 bytes"),
                        Param.query("name", "a file name for a raw body"))
                .answers(
                        Answer.json(
                                        202,
                                        "Taken. 'Location' is there when it is one image.",
                                        Accepted.class)
                                .with("Location"),
                        Answer.problem(400, "No image, too many, or a form that is wrong."),
                        Answer.problem(408, "The body comes too slowly."),
                        Answer.problem(413, "An image has more bytes than it may have."),
                        Answer.problem(415, "Neither a form nor an image."),
                        Answer.problem(422, "The Idempotency-Key was used for other bytes."),
                        Answer.problem(429, "The caller has too much on its way.")
                                .with("Retry-After"),
                        Answer.problem(503, "Starting, saturated, or Kafka is out of reach.")
                                .with("Retry-After"))
                .by(this::take);
    }

    private void take(Context request) throws IOException, InterruptedException {
        Lanes lanes = intake.pipeline().lanes();
        Caller caller = Callers.of(request);
        String key = Idempotency.key(request);
        int maxFiles = intake.settings().maxFiles();
        intake.uploads().check(request, maxFiles);
        try (Admission.Permit _ = intake.admission().enter(Lane.BULK, caller)) {
            Batch batch = new Batch(lanes, Callers.owner(caller), key, Trace.of(request));
            try {
                intake.uploads().read(request, maxFiles, batch);
            } catch (ProblemException e) {
                // Images before the one that is refused are on their way, and have ids.
                batch.refused(e);
            }
            List<Item> items = batch.await();
            String location = items.size() == 1 ? items.getFirst().location() : null;
            if (location != null) {
                request.header("Location", location);
            }
            request.status(202).json(new Accepted(items));
        }
    }

    /** Sends the images of one request while the rest is read. */
    private final class Batch implements UploadReader.Sink {
        private final Lanes lanes;
        private final String owner;
        private final @Nullable String key;
        private final Trace trace;
        private final List<Sent> sent = new ArrayList<>();

        private Batch(Lanes lanes, String owner, @Nullable String key, Trace trace) {
            this.lanes = lanes;
            this.owner = owner;
            this.key = key;
            this.trace = trace;
        }

        @Override
        public void accept(UploadReader.Received received) throws InterruptedException {
            UploadedImage image = received.image();
            Attempt mine =
                    new Attempt(
                            ImageSender.newId(),
                            key == null ? "" : Sha256.of(image.bytes()),
                            new CompletableFuture<>());
            Optional<Attempt> earlier;
            try {
                earlier =
                        key == null
                                ? Optional.empty()
                                : intake.idempotency().enter(name(sent.size(), key), mine);
            } catch (ProblemException e) {
                received.share().close();
                throw e;
            }
            CompletableFuture<RecordMetadata> done =
                    earlier.isPresent()
                            ? CompletableFuture.completedFuture(null)
                            : send(intake.submission(mine.id(), image, owner, trace));
            String id = earlier.orElse(mine).id();
            int index = sent.size();
            var _ =
                    done.whenComplete((metadata, failure) -> {
                        received.share().close();
                        if (failure != null && key != null) {
                            intake.idempotency().forget(name(index, key), mine);
                        }
                    });
            sent.add(new Sent(item(id, image.name()), done));
        }

        private Name name(int index, String given) {
            return new Name(owner, "images", given, index);
        }

        private CompletableFuture<RecordMetadata> send(Submission submission)
                throws InterruptedException {
            try {
                return lanes.bulk(submission);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** The rest of the request is refused; if nothing came before, all of it. */
        void refused(ProblemException e) {
            if (sent.isEmpty()) {
                throw e;
            }
            sent.add(
                    new Sent(
                            new Item(null, null, null, e.problem().detail()),
                            CompletableFuture.completedFuture(null)));
        }

        List<Item> await() throws InterruptedException {
            List<Item> items = new ArrayList<>();
            boolean any = false;
            for (Sent each : sent) {
                try {
                    each.done().get();
                    items.add(each.item());
                    any |= each.item().problem() == null;
                } catch (ExecutionException e) {
                    Item item = each.item();
                    items.add(new Item(item.id(), item.name(), item.location(), reason(e)));
                }
            }
            if (!any) {
                Item first = items.getFirst();
                throw Failures.notSent(String.valueOf(first.problem()), String.valueOf(first.id()));
            }
            return items;
        }

        private static String reason(ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof NotSentException || cause instanceof IOException) {
                return String.valueOf(cause.getMessage());
            }
            throw new IllegalStateException("an image cannot be sent", cause);
        }
    }

    private static Item item(String id, @Nullable String name) {
        return new Item(id, name, "/results/" + id, null);
    }
}
