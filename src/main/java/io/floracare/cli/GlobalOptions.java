package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command has. */
final class GlobalOptions {
    @OnDisk(FILE)
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings file (key=value lines); FLORACARE_CONFIG names it otherwise.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "A setting; wins over environment and file. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more, and show where an unexpected failure happened.")
    private boolean verbose;

    @Nullable Path config() {
        return config;
    }

    Map<String, String> settings() {
        return settings;
    }

    boolean verbose() {
        return verbose;
    }
}
