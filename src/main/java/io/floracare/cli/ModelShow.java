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
            description = "The package, such as leaf-disease/0.2.0.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    private final CliContext context;

    ModelShow(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PackageId parsed = parse(id);
        Settings settings = context.tool();
        try (ModelTools tools = ModelCommand.store(settings)) {
            Shown shown = ModelCommand.done(tools.catalogue().show(parsed));
            context.err().printf("%s, sha256 %s%n", shown.uri(), shown.manifestSha256());
            context.out().println(shown.manifestJson().strip());
        }
        return ExitCode.OK.number();
    }

    private static PackageId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !PackageId.isPart(parts[0]) || !PackageId.isPart(parts[1])) {
            throw new UserError(
                    "'" + text + "' is no package; give NAME/VERSION, such as leaf-disease/0.2.0");
        }
        return new PackageId(parts[0], parts[1]);
    }
}
