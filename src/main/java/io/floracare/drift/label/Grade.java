package io.floracare.drift.label;

import io.floracare.message.LeafLabel;

/**
 * An answer and what is true.
 *
 * @param answer of the model
 * @param truth name of the true class
 * @param reason why the photo was chosen
 * @param sign 1, or −1 to take back one that was replaced
 */
public record Grade(Answer answer, String truth, LeafLabel.Reason reason, int sign) {
    public Grade {
        if (sign != 1 && sign != -1) {
            throw new IllegalArgumentException("a grade is given or taken back: " + sign);
        }
    }

    /** The grade of an answer. */
    public static Grade of(Answer answer, LeafLabel label) {
        return new Grade(answer, label.label(), label.reason(), 1);
    }

    /** What takes it back. */
    public Grade back() {
        return new Grade(answer, truth, reason, -sign);
    }
}
