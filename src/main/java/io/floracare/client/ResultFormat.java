package io.floracare.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.message.Json;
import io.floracare.message.Result;
import java.util.Locale;
import java.util.Objects;

/** Results as lines. */
public sealed interface ResultFormat {
    /** One line, without its end. */
    String line(Result result);

    /** The JSON of the wire, one object a line. */
    record Ndjson() implements ResultFormat {
        @Override
        public String line(Result result) {
            try {
                return Json.mapper().writeValueAsString(result);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a result cannot be written", e);
            }
        }
    }

    /**
     * For people: mark, subject or id, confidence, milliseconds of work, diagnosis, model. What can
     * be of any length comes last, so that columns stay where they are.
     *
     * @param colour whether ANSI colours mark the status
     */
    record Human(boolean colour) implements ResultFormat {
        private static final String RESET = "\u001b[0m";
        private static final int SUBJECT = 40;

        @Override
        public String line(Result result) {
            String mark =
                    switch (result.status()) {
                        case OK -> paint("✓", 32);
                        case UNCERTAIN -> paint("?", 33);
                        case ERROR -> paint("✗", 31);
                    };
            String subject = printable(Objects.requireNonNullElse(result.subject(), result.id()));
            return "%s %-40s %s"
                    .formatted(mark, shortened(subject), answer(result))
                    .stripTrailing();
        }

        private static String answer(Result result) {
            return switch (result.status()) {
                case OK -> answer(result, Titles.of(result));
                case UNCERTAIN -> answer(result, "not sure: " + Titles.of(result) + "?");
                case ERROR ->
                        result.error() == null
                                ? "error"
                                : result.error().code().wire()
                                        + ": "
                                        + printable(result.error().message());
            };
        }

        private static String answer(Result result, String title) {
            float confidence = Objects.requireNonNullElse(result.confidence(), 0f);
            String model =
                    result.model() == null
                            ? ""
                            : printable(result.model().name() + " " + result.model().version());
            return String.format(
                    Locale.ROOT,
                    "%5s %%  %6.1f ms  %-34s  %s",
                    percent(confidence),
                    work(result),
                    printable(title),
                    model);
        }

        /** Nothing is certain: what would be rounded to 100 is "over 99.9". */
        private static String percent(float confidence) {
            double percent = 100.0 * confidence;
            return percent >= 99.95 ? ">99.9" : String.format(Locale.ROOT, "%.1f", percent);
        }

        private static double work(Result result) {
            Result.Millis millis = result.millis();
            double work = 0;
            for (Double stage :
                    new Double[] {
                        millis.fetch(), millis.decode(), millis.preprocess(), millis.infer()
                    }) {
                work += stage == null ? 0 : stage;
            }
            return work;
        }

        private static String shortened(String text) {
            return text.length() <= SUBJECT
                    ? text
                    : "…" + text.substring(text.length() - SUBJECT + 1);
        }

        /** Subjects and messages come from outside: no control character reaches a terminal. */
        private static String printable(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }

        private String paint(String text, int code) {
            return colour ? "\u001b[" + code + "m" + text + RESET : text;
        }
    }
}
