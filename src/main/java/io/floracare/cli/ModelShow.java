package io.floracare.cli;

import io.floracare.app.ModelTools;
import io.floracare.config.Settings;
import io.floracare.model.ModelCatalogue.Shown;
import io.floracare.model.PackageId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model show}. */
@Command(name = "show", description = "Prints a package's manifest as it is in the store.")
final class ModelShow implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME/VERSION",
            description = "The package, such as leaf-disease/0.6.0.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PackageId id;

    private final CliContext context;

    ModelShow(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        try (ModelTools tools = ModelCommand.store(settings)) {
            Shown shown = ModelCommand.done(tools.catalogue().show(id));
            context.err().printf("%s, sha256 %s%n", shown.uri(), shown.manifestSha256());
            context.out().println(shown.manifestJson().strip());
        }
        return ExitCode.OK.number();
    }
}
