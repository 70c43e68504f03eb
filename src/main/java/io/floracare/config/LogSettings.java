package io.floracare.config;

import java.util.List;

/**
 * How logs look.
 *
 * @param format for people or for programs
 * @param level the least severe level that is written
 */
public record LogSettings(Format format, Level level) {
    /** Form of a log line. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Severity, as SLF4J has it. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    static final Setting<Format> FORMAT =
            Setting.of(
                    "log.format",
                    Parsers.oneOf(Format.class),
                    "text",
                    "text for people, json for one JSON object a line.");
    static final Setting<Level> LEVEL =
            Setting.of(
                    "log.level",
                    Parsers.oneOf(Level.class),
                    "info",
                    "error, warn, info, debug or trace.");
    static final List<Setting<?>> ALL = List.of(FORMAT, LEVEL);

    static LogSettings from(Values values) {
        return new LogSettings(values.get(FORMAT), values.get(LEVEL));
    }
}
