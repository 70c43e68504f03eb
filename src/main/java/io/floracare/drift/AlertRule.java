package io.floracare.drift;

import java.time.Duration;

/**
 * When breaching windows become an alert.
 *
 * @param breaches N: an alert fires at this many breaching windows …
 * @param of M: … among the last so many, up to 32
 * @param clears a firing alert resolves after this many clear windows in a row
 * @param coolDown a resolved alert does not fire again within this time
 * @param reminder a firing alert is repeated after this time
 */
public record AlertRule(int breaches, int of, int clears, Duration coolDown, Duration reminder) {
    /** Two of three windows, resolved after two clear ones. */
    public static final AlertRule DEFAULT =
            new AlertRule(2, 3, 2, Duration.ofHours(1), Duration.ofHours(24));

    public AlertRule {
        if (breaches < 1 || of < breaches || of > 32 || clears < 1) {
            throw new IllegalArgumentException(
                    "an alert fires at N of M windows, 1 ≤ N ≤ M ≤ 32, and clears after 1 or more");
        }
        if (coolDown.isNegative() || reminder.isNegative() || reminder.isZero()) {
            throw new IllegalArgumentException(
                    "a cool-down is not negative and a reminder positive");
        }
    }
}
