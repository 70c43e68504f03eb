package io.floracare.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare drift}: has the data or the model's accuracy changed? */
@Command(
        name = "drift",
        synopsisSubcommandLabel = "COMMAND",
        description = "Says when the data or the model's accuracy has changed.")
final class DriftCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private DriftCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new DriftCommand())
                .addSubcommand(new DriftReportCommand(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
