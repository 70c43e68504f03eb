package io.floracare.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one image: the value on {@code leaf-results} and {@code leaf-replies}. Every field
 * is on the wire, null where it does not apply, except {@code millis.fetch} and {@code owner}.
 *
 * @param id the record's {@code ce_id}, else {@code topic-partition-offset}
 * @param subject the record's {@code ce_subject}, such as a file's path
 * @param status how it ended
 * @param prediction index of the most probable class; null for {@code error}
 * @param label the class's name; null for {@code error}
 * @param crop the class's crop; null for {@code error} and for the background class
 * @param disease the class's disease; null for {@code error} and for a healthy leaf
 * @param confidence the highest probability, in [0, 1]
 * @param probs the probability of every class, in index order
 * @param top the five most probable classes, most probable first; empty for {@code error}
 * @param model the model that answered; null when no model was asked
 * @param image what is known of the image
 * @param source the record that carried it
 * @param time when it was produced and classified
 * @param millis how long the stages took
 * @param error why there is no answer; null unless {@code error}
 * @param owner the record's {@code owner} header, by which a gateway knows whose image it was; on
 *     the wire only when there was one
 */
public record Result(
        String id,
        @Nullable String subject,
        Status status,
        @Nullable Integer prediction,
        @Nullable String label,
        @Nullable String crop,
        @Nullable String disease,
        @Nullable Float confidence,
        @Nullable Probabilities probs,
        List<Candidate> top,
        @Nullable ModelRef model,
        ImageInfo image,
        Source source,
        Time time,
        Millis millis,
        @Nullable ErrorInfo error,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String owner) {

    public Result {
        top = List.copyOf(top);
    }

    /** A result of an image that nobody owns. */
    public Result(
            String id,
            @Nullable String subject,
            Status status,
            @Nullable Integer prediction,
            @Nullable String label,
            @Nullable String crop,
            @Nullable String disease,
            @Nullable Float confidence,
            @Nullable Probabilities probs,
            List<Candidate> top,
            @Nullable ModelRef model,
            ImageInfo image,
            Source source,
            Time time,
            Millis millis,
            @Nullable ErrorInfo error) {
        this(
                id,
                subject,
                status,
                prediction,
                label,
                crop,
                disease,
                confidence,
                probs,
                top,
                model,
                image,
                source,
                time,
                millis,
                error,
                null);
    }

    /** The same with another owner. */
    public Result withOwner(@Nullable String newOwner) {
        return new Result(
                id,
                subject,
                status,
                prediction,
                label,
                crop,
                disease,
                confidence,
                probs,
                top,
                model,
                image,
                source,
                time,
                millis,
                error,
                newOwner);
    }

    /** The Kafka record that carried the image. */
    public record Source(String topic, int partition, long offset) {}

    /**
     * When things happened.
     *
     * @param produced the image record's timestamp (its append to the topic)
     * @param classified when the result was made
     */
    public record Time(Instant produced, Instant classified) {}

    /**
     * Wall time of the stages in milliseconds; null for a stage that was not reached.
     *
     * @param fetch reading the claimed object; absent unless there was a claim check
     * @param decode bytes to oriented picture
     * @param preprocess picture to tensor
     * @param infer tensor to logits
     */
    public record Millis(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double fetch,
            @Nullable Double decode,
            @Nullable Double preprocess,
            @Nullable Double infer) {
        /** No stage was reached. */
        public static final Millis NONE = new Millis(null, null, null, null);
    }
}
