package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE_OR_FOLDER;
import static io.floracare.cli.OnDisk.Kind.FOLDER;

import io.floracare.app.FileClassifier;
import io.floracare.client.ImageFile;
import io.floracare.config.Settings;
import io.floracare.message.Result;
import io.floracare.message.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code floracare classify}: files without Kafka. */
@Command(
        name = "classify",
        description = {
            "Classifies files in this process, without Kafka, as the classifier would.",
            "Exits with 1 if a file had no answer."
        })
final class ClassifyCommand implements Callable<Integer> {
    @OnDisk(FILE_OR_FOLDER)
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Images, or folders that are walked.")
    private List<Path> files = List.of();

    @OnDisk(FOLDER)
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: the newest under models/leaf-disease).")
    private @Nullable Path model;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private ClassifyCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new ClassifyCommand(context));
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        ResultPrinter printer =
                new ResultPrinter(context.terminal(), format.json(context.terminal()));
        boolean failed = false;
        try {
            List<ImageFile> found = ImageFile.walk(files);
            try (FileClassifier classifier =
                    new FileClassifier(
                            settings,
                            model != null ? model : ModelFolders.newest(context.home()),
                            context.clock())) {
                for (ImageFile file : found) {
                    Result result =
                            classifier.classify(file.subject(), Files.readAllBytes(file.path()));
                    failed |= result.status() == Status.ERROR;
                    printer.print(result);
                }
            }
        } catch (IOException e) {
            throw UserError.of(e);
        }
        return (failed ? ExitCode.FAILED : ExitCode.OK).number();
    }
}
