package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FOLDER;

import io.floracare.app.HttpBench;
import io.floracare.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code floracare bench http}: what callers of the gateway wait, in one run. */
@Command(
        name = "http",
        description = {
            "Measures predictions over HTTP on this machine, in one run: 1, 8, 100 and 500 clients that wait; a steady"
                    + " half of the most; behind queued bulk images; health under load; three times the most; idle"
                    + " connections.",
            "Broker, classifier and gateway are processes of their own. Nothing else should run meanwhile; 10,000 idle"
                    + " connections need 'ulimit -n 20000'."
        })
final class BenchHttp implements Callable<Integer> {
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
            description = "Images of each run (default: ${DEFAULT-VALUE}).")
    private int images;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private BenchHttp(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new BenchHttp(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.tool();
        BenchTable table = new BenchTable(context.out(), format.json(context.terminal()));
        try {
            BenchTable.inFolder(
                    settings,
                    folder ->
                            new HttpBench(
                                            new HttpBench.Options(
                                                    model != null
                                                            ? model
                                                            : ModelFolders.newest(context.home()),
                                                    settings.model().variant(),
                                                    folder,
                                                    images),
                                            table::print,
                                            context.clock())
                                    .run());
        } catch (IOException e) {
            throw UserError.of(e);
        }
        return ExitCode.OK.number();
    }
}
