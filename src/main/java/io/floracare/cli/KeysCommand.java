package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import java.security.SecureRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare keys}: who may use the gateway. */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes, lists and revokes API keys and invitations of the gateway.",
        footer = {
            "",
            "Keys are in the file auth.keys.file, hashed. A gateway that runs notices each change at once."
        })
final class KeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private KeysCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeysCreate(context))
                .addSubcommand(new KeysList(context))
                .addSubcommand(new KeysRevoke(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** The keys that the settings name. */
    static KeyStore store(CliContext context, Settings settings) {
        return new KeyStore(
                new KeyFile(settings.security().auth().keysFile()),
                context.clock(),
                new SecureRandom());
    }
}
