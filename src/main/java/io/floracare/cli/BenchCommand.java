package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FOLDER;

import io.floracare.app.BenchRun;
import io.floracare.bench.BenchPlan;
import io.floracare.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code floracare bench}: one table, in one run. */
@Command(
        name = "bench",
        description = {
            "Measures on this machine, in one run: the engine's forward pass of each variant; decode, preprocess and"
                    + " forward without Kafka; the whole pipeline through a broker in its own process; replies on the"
                    + " express lane.",
            "Nothing else should run meanwhile. Compare rows of one run, not of two."
        })
final class BenchCommand implements Callable<Integer> {
    @OnDisk(FOLDER)
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: the newest under models/leaf-disease).")
    private @Nullable Path model;

    @Range(least = 100)
    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Images of each run through the pipeline (default: ${DEFAULT-VALUE}).")
    private int images;

    @Range(least = 1)
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Length of a repetition of the parts without Kafka (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--memory",
            description =
                    "Also compare the classifier's resident memory after 2,000 and 20,000 images; takes minutes.")
    private boolean memory;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private BenchCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new BenchCommand(context))
                .addSubcommand(BenchHttp.create(context))
                .addSubcommand(new BenchDrift(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.tool();
        boolean json = format.json(context.terminal());
        BenchTable table = new BenchTable(context.out(), json);
        try {
            BenchTable.inFolder(
                    settings,
                    folder -> {
                        BenchRun.Options options =
                                new BenchRun.Options(
                                        model != null ? model : ModelFolders.newest(context.home()),
                                        settings.model().variant(),
                                        folder,
                                        new BenchPlan(
                                                Duration.ofSeconds(seconds),
                                                Duration.ofSeconds(seconds),
                                                3),
                                        images,
                                        memory);
                        new BenchRun(options, table::print, context.clock()).run();
                    });
        } catch (IOException e) {
            throw UserError.of(e);
        }
        return ExitCode.OK.number();
    }
}
