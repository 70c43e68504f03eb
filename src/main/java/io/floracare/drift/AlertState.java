package io.floracare.drift;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one alert stands. Immutable: each window gives the next state and perhaps something to
 * tell.
 *
 * @param phase inactive, pending or firing
 * @param history the last windows, newest in the lowest bit, 1 where breaching
 * @param clears clear windows in a row
 * @param since when the phase began: the end of the window that changed it
 * @param told when the alert was last told; null when it never was
 * @param resolved when it last resolved; null when it never did
 */
public record AlertState(
        Phase phase,
        int history,
        int clears,
        @Nullable Instant since,
        @Nullable Instant told,
        @Nullable Instant resolved) {
    /** Nothing happened yet. */
    public static final AlertState INITIAL = new AlertState(Phase.INACTIVE, 0, 0, null, null, null);

    /** How far an alert is. */
    public enum Phase {
        @JsonProperty("inactive")
        INACTIVE,
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("firing")
        FIRING
    }

    /** What a window says. */
    public enum Reading {
        /** Changed. */
        BREACH,
        /** Not changed, with a margin. */
        CLEAR,
        /** Neither, or not enough data: an alert stays what it is. */
        UNKNOWN
    }

    /** What is told. */
    public enum Event {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("reminder")
        REMINDER,
        @JsonProperty("resolved")
        RESOLVED
    }

    /**
     * A state and what is to be told of it.
     *
     * @param state the next state
     * @param event what to tell, if anything
     * @param fired when the alert that it is told of fired; null when nothing is told
     */
    public record Step(AlertState state, Optional<Event> event, @Nullable Instant fired) {
        private static Step quiet(AlertState state) {
            return new Step(state, Optional.empty(), null);
        }
    }

    /**
     * The state after one more window.
     *
     * @param end of the window, event time
     */
    public Step next(Reading reading, Instant end, AlertRule rule) {
        int mask = (int) ((1L << rule.of()) - 1);
        int windows =
                switch (reading) {
                    case BREACH -> ((history << 1) | 1) & mask;
                    case CLEAR -> (history << 1) & mask;
                    case UNKNOWN -> history;
                };
        int quiet =
                switch (reading) {
                    case BREACH -> 0;
                    case CLEAR -> Math.min(clears + 1, rule.clears());
                    case UNKNOWN -> clears;
                };
        return phase == Phase.FIRING
                ? firing(windows, quiet, end, rule)
                : waiting(windows, quiet, end, rule);
    }

    private Step firing(int windows, int quiet, Instant end, AlertRule rule) {
        if (quiet >= rule.clears()) {
            return new Step(
                    new AlertState(Phase.INACTIVE, 0, quiet, end, end, end),
                    Optional.of(Event.RESOLVED),
                    since);
        }
        boolean due = told == null || !end.isBefore(told.plus(rule.reminder()));
        AlertState next =
                new AlertState(Phase.FIRING, windows, quiet, since, due ? end : told, resolved);
        return due ? new Step(next, Optional.of(Event.REMINDER), since) : Step.quiet(next);
    }

    private Step waiting(int windows, int quiet, Instant end, AlertRule rule) {
        boolean cooling = resolved != null && end.isBefore(resolved.plus(rule.coolDown()));
        if (Integer.bitCount(windows) >= rule.breaches() && !cooling) {
            return new Step(
                    new AlertState(Phase.FIRING, windows, quiet, end, end, resolved),
                    Optional.of(Event.FIRING),
                    end);
        }
        Phase next = windows == 0 ? Phase.INACTIVE : Phase.PENDING;
        return Step.quiet(
                new AlertState(next, windows, quiet, next == phase ? since : end, told, resolved));
    }
}
