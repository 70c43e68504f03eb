package io.floracare.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare} without a command. */
@Command(
        name = Cli.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Classifies leaf photos that arrive on Kafka: exactly one result each.",
        footer = {"", "'./floracare test' builds and runs every test that needs no Docker."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:Done.",
            "  1:Failed; the last line on stderr says why.",
            "  2:Called wrongly: an option, an operand or a setting is missing or has a value that it cannot have.",
            " 70:A defect of this software.",
            "130:Ended by Ctrl-C (SIGINT).",
            "143:Ended by SIGTERM, as services are."
        })
final class RootCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it in
    private final GlobalOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    RootCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
