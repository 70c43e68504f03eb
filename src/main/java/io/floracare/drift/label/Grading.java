package io.floracare.drift.label;

import io.floracare.message.LeafLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins answers and labels of one image, whichever comes first; a second one replaces the first and
 * what was said because of it is taken back.
 */
public final class Grading {
    private Grading() {}

    /** An answer came. */
    public static List<Grade> answer(
            @Nullable Answer before, Answer now, @Nullable LeafLabel label) {
        if (label == null || now.equals(before)) {
            return List.of();
        }
        List<Grade> grades = new ArrayList<>();
        if (before != null) {
            grades.add(Grade.of(before, label).back());
        }
        grades.add(Grade.of(now, label));
        return grades;
    }

    /**
     * A label came.
     *
     * @param now null when it was taken back
     */
    public static List<Grade> label(
            @Nullable LeafLabel before, @Nullable LeafLabel now, @Nullable Answer answer) {
        if (answer == null || (before == null && now == null)) {
            return List.of();
        }
        List<Grade> grades = new ArrayList<>();
        if (before != null) {
            grades.add(Grade.of(answer, before).back());
        }
        if (now != null) {
            grades.add(Grade.of(answer, now));
        }
        return grades;
    }
}
