package io.floracare.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a sentence. A stack trace is for the log. */
final class Failures implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final CliContext context;

    Failures(CliContext context) {
        this.context = context;
    }

    /** Wrong options or operands. */
    static int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        @Nullable UserError value = Arguments.unreadable(failure);
        if (value != null) {
            err.println(Cli.NAME + ": " + value.getMessage());
            return value.exitCode().number();
        }
        err.println(Cli.NAME + ": " + sentence(failure));
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof UserError error) {
            err.println(Cli.NAME + ": " + error.getMessage());
            LOG.atDebug().setCause(failure).log("Command failed");
            return error.exitCode().number();
        }
        if (failure instanceof InterruptedException) {
            return Shutdown.interrupted(err, "what is printed above is all");
        }
        LOG.atError().setCause(failure).log("Command failed unexpectedly");
        @Nullable Path file = context.logFile();
        err.println(
                Cli.NAME
                        + ": unexpected failure, "
                        + failure
                        + (file == null ? "; --verbose shows where" : "; see " + file));
        if (context.verbose()) {
            failure.printStackTrace(err);
        }
        return ExitCode.DEFECT.number();
    }

    private static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            boolean commands = !failure.getCommandLine().getSubcommands().isEmpty();
            return (first.startsWith("-")
                            ? "there is no option "
                            : commands ? "there is no command " : "one argument too many: ")
                    + "'"
                    + first
                    + "'";
        }
        return lowerFirst(String.valueOf(failure.getMessage()));
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() || (text.length() > 1 && Character.isUpperCase(text.charAt(1)))
                ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
