package io.floracare.drift.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.drift.AlertRule;
import io.floracare.drift.AlertState;
import io.floracare.drift.AlertState.Event;
import io.floracare.drift.AlertState.Reading;
import io.floracare.drift.AlertState.Step;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where every alert and detector stands, in a store. */
final class AlertBook {
    private static final char ALERT = 'a';
    private static final char DETECTOR = 'b';

    private final ByteStore store;

    AlertBook(ByteStore store) {
        this.store = store;
    }

    /** Where an alert stands. */
    AlertState state(String key) {
        return get(ALERT, key, AlertState.class, () -> AlertState.INITIAL);
    }

    void put(String key, AlertState state) {
        put(ALERT, key, state);
    }

    /** Reads one more window or minute. */
    Step next(String key, Reading reading, Instant end, AlertRule rule) {
        Step step = state(key).next(reading, end, rule);
        put(key, step.state());
        return step;
    }

    /** Keys of the alerts that fire. */
    List<String> firing() {
        List<String> keys = new ArrayList<>();
        store.forEach(Keys.of(ALERT), (key, value) -> keys.add(Keys.text(key)));
        return keys.stream().filter(key -> state(key).phase() == AlertState.Phase.FIRING).toList();
    }

    /** What is told with an event. */
    static String sentence(Event event, String sentence) {
        return event == Event.RESOLVED ? "It is over, as of this time." : sentence;
    }

    /** Moves a detector on. */
    <T> T detector(String key, Class<T> type, Supplier<T> initial, Function<T, T> next) {
        T state = next.apply(get(DETECTOR, key, type, initial));
        put(DETECTOR, key, state);
        return state;
    }

    private <T> T get(char kind, String key, Class<T> type, Supplier<T> otherwise) {
        byte[] bytes = store.get(Keys.of(kind, 0, key));
        try {
            return bytes == null ? otherwise.get() : Json.mapper().readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of " + key + " cannot be read", e);
        }
    }

    private void put(char kind, String key, Object value) {
        try {
            store.put(Keys.of(kind, 0, key), Json.mapper().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state is always written", e);
        }
    }
}
