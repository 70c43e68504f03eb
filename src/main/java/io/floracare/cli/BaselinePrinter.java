package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.BaselineRun;
import io.floracare.message.Json;
import java.util.List;
import java.util.Locale;

/** Says what baselines were made. */
final class BaselinePrinter {
    private final Terminal terminal;
    private final boolean json;

    BaselinePrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void print(String place, List<BaselineRun.Line> lines, List<String> notes) {
        for (BaselineRun.Line line : lines) {
            terminal.out().println(json ? write(line) : text(line));
        }
        if (!json) {
            terminal.out().println("They are in " + place + "; its manifest has changed.");
        }
        notes.forEach(note -> terminal.err().println(Cli.NAME + ": " + note));
    }

    private static String text(BaselineRun.Line line) {
        return String.format(
                Locale.ROOT,
                "%s: %s from %s, %d features, segments %s, %s; %,d bytes",
                line.variant(),
                Plural.of(line.photos(), "photo"),
                Plural.of(line.bursts(), "group"),
                line.features(),
                String.join(" ", line.segments()),
                line.accuracy() == null
                        ? "no estimate of accuracy (the true classes are not known)"
                        : String.format(
                                Locale.ROOT, "%.1f %% of the answers right", 100 * line.accuracy()),
                line.bytes());
    }

    private static String write(BaselineRun.Line line) {
        try {
            return Json.mapper().writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line of numbers and texts is always written", e);
        }
    }
}
