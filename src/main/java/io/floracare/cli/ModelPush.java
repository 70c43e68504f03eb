package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FOLDER;

import io.floracare.app.ModelTools;
import io.floracare.app.PackageTrial;
import io.floracare.config.Settings;
import io.floracare.model.ModelCatalogue.Pushed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model push}. */
@Command(
        name = "push",
        description = {
            "Verifies a package as 'model verify' does, self-test included, and puts it into the store as models/NAME/VERSION/, the manifest last.",
            "A version that is there already is left alone unless it is the very same."
        })
final class ModelPush implements Callable<Integer> {
    @OnDisk(FOLDER)
    @Parameters(paramLabel = "DIR", description = "Folder of the package.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--force", description = "Replace another package of that name and version.")
    private boolean force;

    @Option(
            names = "--create-bucket",
            description = "Make the bucket if there is none, as in a store of your own.")
    private boolean createBucket;

    @Option(
            names = "--skip-self-test",
            description =
                    "Check digests, manifest and labels alone: for a machine without the engines.")
    private boolean skipSelfTest;

    private final CliContext context;

    ModelPush(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        PackageTrial trial = new PackageTrial(settings.model());
        try (ModelTools tools = ModelCommand.store(settings)) {
            if (!skipSelfTest) {
                ModelCommand.done(tools.catalogue().verify(directory, trial));
            }
            if (createBucket) {
                create(tools);
            }
            Pushed pushed =
                    ModelCommand.done(
                            tools.catalogue()
                                    .push(
                                            directory,
                                            force,
                                            (path, bytes) -> {
                                                if (context.terminal().errIsTerminal()) {
                                                    context.err()
                                                            .printf("%s, %,d bytes%n", path, bytes);
                                                }
                                            }));
            String what =
                    switch (pushed.state()) {
                        case PUSHED -> "pushed to";
                        case ALREADY_THERE -> "is already at";
                        case REPLACED -> "replaced at";
                    };
            context.out()
                    .printf(
                            "%s %s %s (%d files, %,d bytes, sha256 %s)%n",
                            pushed.id(),
                            what,
                            pushed.uri(),
                            pushed.files(),
                            pushed.bytes(),
                            pushed.manifestSha256());
        }
        if (!skipSelfTest) {
            context.out()
                    .printf(
                            "its self-test passes here with %s%n",
                            String.join(", ", trial.passed()));
            trial.passedOver().forEach(clause -> context.out().println("not tried: " + clause));
        }
        return ExitCode.OK.number();
    }

    private void create(ModelTools tools) {
        try {
            if (tools.createBucket()) {
                context.err().println("made the bucket");
            }
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }
}
