package io.floracare.gateway.predict;

import io.floracare.gateway.api.Doc;
import io.floracare.message.Candidate;
import io.floracare.message.ImageInfo;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer to one photo. */
record Prediction(
        @Doc("'ok', or 'uncertain': the model abstains and the candidates are only that")
                Status status,
        @Doc("index of the most probable class") int prediction,
        @Doc("one row: the probability of every class in index order") List<Probabilities> probs,
        @Doc("the most probable class's name") String label,
        @Doc("its crop; null for the background class") @Nullable String crop,
        @Doc("its disease; null for a healthy leaf and for the background class")
                @Nullable String disease,
        @Doc("its probability, 0 to 1") float confidence,
        @Doc("the five most probable classes, most probable first") List<Candidate> top,
        @Doc("the image's id: its result stays under /results/{id}") String id,
        @Doc("the model that answered") ModelRef model,
        @Doc("what is known of the image") ImageInfo image,
        @Doc("whether it is an earlier answer to the same bytes") boolean cached,
        @Doc("wall time of the stages in milliseconds, at the classifier") Result.Millis millis) {

    Prediction {
        probs = List.copyOf(probs);
        top = List.copyOf(top);
    }

    /** The answer that a result without an error gives. */
    static Prediction of(Result result, boolean cached) {
        return new Prediction(
                result.status(),
                Objects.requireNonNull(result.prediction()),
                List.of(Objects.requireNonNull(result.probs())),
                Objects.requireNonNull(result.label()),
                result.crop(),
                result.disease(),
                Objects.requireNonNull(result.confidence()),
                result.top(),
                result.id(),
                Objects.requireNonNull(result.model()),
                result.image(),
                cached,
                result.millis());
    }
}
