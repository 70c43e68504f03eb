package io.floracare.cli;

import ch.qos.logback.classic.LoggerContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** A command line whose output is kept. */
final class CliFixture {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new LinkedHashMap<>();

    CliFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Outcome run(String... args) {
        int code = cli(false).run(args);
        return new Outcome(code, out.toString(), err.toString());
    }

    Outcome runOnTerminal(String... args) {
        int code = cli(true).run(args);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Runs one command that is not among the product's. */
    Outcome run(Function<CliContext, Object> command, String... args) {
        int code =
                cli(false)
                        .commandLine(List.of(context -> new CommandLine(command.apply(context))))
                        .execute(args);
        return new Outcome(code, out.toString(), err.toString());
    }

    private Cli cli(boolean terminal) {
        return new Cli(
                new Terminal(new PrintWriter(out), new PrintWriter(err), terminal, false, 100),
                environment,
                new Logging(new LoggerContext()));
    }

    record Outcome(int code, String out, String err) {}
}
