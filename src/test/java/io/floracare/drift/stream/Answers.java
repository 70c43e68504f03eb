package io.floracare.drift.stream;

import io.floracare.drift.Photos;
import io.floracare.message.ImageInfo;
import io.floracare.message.LeafLabel;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.time.Instant;
import java.util.List;

/** Results and labels as they are on the topics. */
final class Answers {
    private Answers() {}

    static Result result(String id, String label, Status status, float confidence, Instant time) {
        return new Result(
                id,
                null,
                status,
                Photos.LABELS.indexOf(label),
                label,
                label.equals("background") ? null : "bean",
                null,
                confidence,
                null,
                List.of(),
                Photos.MODEL,
                new ImageInfo("jpeg", 256, 256, 1000, null),
                new Result.Source("leaf-images", 0, 0),
                new Result.Time(time, time),
                Result.Millis.NONE,
                null);
    }

    static LeafLabel label(String id, String label, LeafLabel.Reason reason) {
        return new LeafLabel(id, label, "ann", null, reason);
    }
}
