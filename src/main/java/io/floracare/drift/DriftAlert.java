package io.floracare.drift;

import io.floracare.message.ModelRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell a person: the value on {@code drift-alerts}.
 *
 * @param key the same for all that is told of one alert, to tell it apart from others
 * @param detector what it comes from
 * @param event firing, reminder or resolved
 * @param model that answered; null where no one model is concerned
 * @param segment of the stream
 * @param since when it fired, event time
 * @param ended when it resolved, event time; null while it goes on
 * @param window start of the window that says so
 * @param sentence what happened
 * @param changed names of what drifted, largest change first
 */
public record DriftAlert(
        String key,
        Detector detector,
        AlertState.Event event,
        @Nullable ModelRef model,
        Segment segment,
        Instant since,
        @Nullable Instant ended,
        Instant window,
        String sentence,
        List<String> changed) {
    public DriftAlert {
        changed = List.copyOf(changed);
    }

    /** The key of the drift alert of a model's segment. */
    public static String key(ModelRef model, Segment segment) {
        return String.join(
                "/", "drift", model.name(), model.version(), model.variant(), segment.toString());
    }
}
