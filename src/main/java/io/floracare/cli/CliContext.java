package io.floracare.cli;

import io.floracare.config.Setting.Effective;
import io.floracare.config.Settings;
import io.floracare.config.SettingsLoader;
import io.floracare.config.SettingsLoader.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What commands share: the terminal, and the settings once they are asked for. */
final class CliContext {
    private static final Logger LOG = LoggerFactory.getLogger(CliContext.class);

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final GlobalOptions options;
    private final Logging logging;
    private String command = Cli.NAME;
    private @Nullable Path logFile;

    CliContext(
            Terminal terminal,
            Map<String, String> environment,
            GlobalOptions options,
            Logging logging) {
        this.terminal = terminal;
        this.environment = environment;
        this.options = options;
        this.logging = logging;
    }

    /** Tells which command runs; its log has that name. */
    void begin(String name) {
        command = name;
    }

    Terminal terminal() {
        return terminal;
    }

    PrintWriter out() {
        return terminal.out();
    }

    PrintWriter err() {
        return terminal.err();
    }

    boolean verbose() {
        return options.verbose();
    }

    /** The folder that models/ is in: the checkout or the distribution. */
    Path home() {
        return Path.of(System.getProperty("floracare.home", ""));
    }

    /** The system's clock. */
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Where the log is; null while it is not in a file. */
    @Nullable Path logFile() {
        return logFile;
    }

    /**
     * Reads the settings for a command that a person runs and watches: the log goes to a file, only
     * warnings to the terminal.
     *
     * @throws UserError if a setting is wrong
     */
    Settings tool() {
        return tool(Map.of());
    }

    /**
     * As {@link #tool()}, with settings of the command's own.
     *
     * @param own by key; they win over {@code --set}
     */
    Settings tool(Map<String, String> own) {
        Outcome.Loaded loaded = load(own);
        Path folder = loaded.settings().streams().dataDirectory().resolve("logs");
        Path file = folder.resolve(command + ".log");
        logFile = logging.toFile(file, loaded.settings().log(), verbose());
        logOnce(loaded);
        return loaded.settings();
    }

    /**
     * Reads the settings for a process that runs unattended: the log goes to stderr.
     *
     * @throws UserError if a setting is wrong
     */
    Settings service() {
        Outcome.Loaded loaded = load(Map.of());
        logging.toStderr(loaded.settings().log(), verbose());
        logOnce(loaded);
        return loaded.settings();
    }

    private Outcome.Loaded load(Map<String, String> own) {
        Map<String, String> commandLine = new TreeMap<>(options.settings());
        commandLine.putAll(own);
        return switch (new SettingsLoader(environment).load(commandLine, options.config())) {
            case Outcome.Loaded loaded -> loaded;
            case Outcome.Invalid invalid -> throw UserError.settings(invalid.problems());
        };
    }

    private static void logOnce(Outcome.Loaded loaded) {
        LOG.atInfo()
                .addKeyValue("version", Version.number())
                .addKeyValue(
                        "settings",
                        loaded.effective().stream()
                                .map(Effective::toString)
                                .collect(Collectors.joining(" ")))
                .log("Settings in effect");
    }
}
