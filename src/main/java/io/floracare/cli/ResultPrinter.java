package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.Demo;
import io.floracare.app.Tally;
import io.floracare.message.Candidate;
import io.floracare.message.Json;
import io.floracare.message.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints results as they come and the summary at the end. */
final class ResultPrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputFormat format;

    ResultPrinter(Terminal terminal, OutputFormat format) {
        this.out = terminal.out();
        this.err = terminal.err();
        this.format = format;
    }

    void print(Demo.Seen seen) {
        switch (format) {
            case JSON -> {
                try {
                    out.println(Json.mapper().writeValueAsString(seen.result()));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("a result cannot be written", e);
                }
            }
            case TEXT -> out.println(line(seen.result(), seen.latencyMillis()));
        }
        out.flush();
    }

    /** One line that a person can read. */
    static String line(Result result, double latencyMillis) {
        String name = result.subject() != null ? result.subject() : result.id();
        String what =
                switch (result.status()) {
                    case OK ->
                            "%3.0f %%  %s"
                                    .formatted(100 * orZero(result.confidence()), result.label());
                    case UNCERTAIN -> "  ?    " + candidates(result.top());
                    case ERROR ->
                            "  !    "
                                    + (result.error() == null
                                            ? ""
                                            : result.error().code().wire()
                                                    + ": "
                                                    + result.error().message());
                };
        return String.format(
                Locale.ROOT,
                "%-9s %-40s %s  (%.0f ms)",
                result.status().wire(),
                shorten(name),
                what,
                latencyMillis);
    }

    private static String candidates(List<Candidate> top) {
        return top.stream()
                .limit(2)
                .map(c ->
                        String.format(Locale.ROOT, "%s %.0f %%", c.label(), 100 * c.probability()))
                .reduce((a, b) -> a + " or " + b)
                .orElse("");
    }

    private static float orZero(@Nullable Float value) {
        return value == null ? 0 : value;
    }

    /** The end of a path says more than its beginning. */
    private static String shorten(String name) {
        return name.length() <= 40 ? name : "…" + name.substring(name.length() - 39);
    }

    /** The summary goes to stderr when stdout is for a program. */
    void summary(Tally.Summary summary) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%d images: %d ok, %d uncertain, %d error; %.1f images/s; append to result p50 %.0f ms, p99 %.0f ms",
                        summary.sent(),
                        summary.ok(),
                        summary.uncertain(),
                        summary.error(),
                        summary.perSecond(),
                        summary.p50(),
                        summary.p99());
        if (summary.results() < summary.sent()) {
            text += "; " + (summary.sent() - summary.results()) + " without a result yet";
        }
        (format == OutputFormat.JSON ? err : out).println(text);
    }
}
