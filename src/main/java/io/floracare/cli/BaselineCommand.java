package io.floracare.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare baseline}: what drift is measured against. */
@Command(
        name = "baseline",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes the baselines that drift is measured against.")
final class BaselineCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private BaselineCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new BaselineCommand()).addSubcommand(new BaselineBuild(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
