package io.floracare.client;

/** What became of one chosen letter. */
public sealed interface ReplayOutcome {
    /** The letter. */
    DeadLetter letter();

    /**
     * It is on an image topic again.
     *
     * @param attempt the number of this attempt, from 1
     */
    record Replayed(DeadLetter letter, String topic, int attempt) implements ReplayOutcome {}

    /** It would be; this is a dry run. */
    record WouldReplay(DeadLetter letter, String topic, int attempt) implements ReplayOutcome {}

    /** It cannot be replayed, now or later; the sentence says why. */
    record Refused(DeadLetter letter, String message) implements ReplayOutcome {}
}
