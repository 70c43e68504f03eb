package io.floracare.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands whose output programs read as well as people. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "For people or for programs. Default: text on a terminal, else json.")
    private @Nullable OutputFormat format;

    /** Whether programs read the output. */
    boolean json(Terminal terminal) {
        return OutputFormat.orDefault(format, terminal) == OutputFormat.JSON;
    }
}
