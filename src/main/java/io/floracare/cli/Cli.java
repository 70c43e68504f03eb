package io.floracare.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParseResult;

/** All commands under one name. */
public final class Cli {
    static final String NAME = "floracare";

    /** The commands in the order of the help. */
    private static final List<Function<CliContext, CommandLine>> COMMANDS =
            List.of(
                    DemoCommand::create,
                    ClassifierCommand::create,
                    GatewayCommand::create,
                    DriftCommand::create,
                    TopicsCommand::create,
                    ModelCommand::create,
                    BaselineCommand::create,
                    PublishCommand::create,
                    ResultsCommand::create,
                    LabelCommand::create,
                    DeadLettersCommand::create,
                    KeysCommand::create,
                    ClassifyCommand::create,
                    BenchCommand::create,
                    BrokerCommand::create);

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Logging logging;

    Cli(Terminal terminal, Map<String, String> environment, Logging logging) {
        this.logging = logging;
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    /** The command line of this process. */
    public static Cli system() {
        return new Cli(Terminal.system(), System.getenv(), Logging.system());
    }

    /**
     * Runs one command.
     *
     * @param args name, options and operands
     * @return what the process should exit with: 0 done, 1 failed, 2 called wrongly, 70 a defect
     */
    public int run(String... args) {
        int code = commandLine().execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    CommandLine commandLine(List<Function<CliContext, CommandLine>> commands) {
        GlobalOptions options = new GlobalOptions();
        CliContext context = new CliContext(terminal, environment, options, logging);
        CommandLine root = new CommandLine(new RootCommand(options));
        commands.forEach(command -> root.addSubcommand(withHelp(command.apply(context))));
        boolean colour = terminal.outIsTerminal() && !environment.containsKey("NO_COLOR");
        ColorScheme colours = CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF);
        return Converters.register(root)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(colours)
                .setUsageHelpWidth(terminal.columns())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionStrategy(parsed -> {
                    context.begin(command(parsed));
                    check(parsed);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler(new Failures(context));
    }

    private static CommandLine withHelp(CommandLine command) {
        command.getSubcommands().values().forEach(Cli::withHelp);
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
        return command;
    }

    private static void check(ParseResult parsed) {
        try {
            Arguments.check(parsed);
        } catch (UserError e) {
            // Only so it goes the way of what commands throw.
            throw new ExecutionException(parsed.commandSpec().commandLine(), "usage", e);
        }
    }

    private static String command(ParseResult parsed) {
        ParseResult first = parsed.subcommand();
        return first == null ? NAME : first.commandSpec().name();
    }
}
