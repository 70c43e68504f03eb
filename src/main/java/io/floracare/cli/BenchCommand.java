package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.BenchRun;
import io.floracare.bench.BenchPlan;
import io.floracare.config.Settings;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: the newest under models/leaf-disease).")
    private @Nullable Path model;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Images of each run through the pipeline (default: ${DEFAULT-VALUE}).")
    private int images;

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
        return new CommandLine(new BenchCommand(context)).addSubcommand(new BenchDrift(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (images < 100 || seconds < 1) {
            throw new UserError("--images must be at least 100 and --seconds at least 1");
        }
        Settings settings = context.tool();
        boolean json = format.json(context.terminal());
        if (!json) {
            context.out()
                    .printf(
                            Locale.ROOT,
                            "%-44s %7s %9s %8s %8s %8s %9s %9s  %s%n",
                            "",
                            "threads",
                            "images/s",
                            "p50 ms",
                            "p95 ms",
                            "p99 ms",
                            "CPU ms",
                            "broker ms",
                            "");
        }
        try {
            Path folder =
                    Files.createTempDirectory(
                            Files.createDirectories(settings.streams().dataDirectory()), "bench-");
            try {
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
                new BenchRun(options, row -> print(row, json), context.clock()).run();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK.number();
    }

    private void print(BenchRun.Row row, boolean json) {
        try {
            context.out().println(json ? Json.mapper().writeValueAsString(row) : text(row));
            context.out().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written", e);
        }
    }

    private static String text(BenchRun.Row row) {
        return String.format(
                        Locale.ROOT,
                        "%-44s %7s %9s %8s %8s %8s %9s %9s  %s",
                        row.name(),
                        row.threads() == 0 ? "" : row.threads(),
                        number(row.perSecond(), 1),
                        number(row.p50(), 2),
                        number(row.p95(), 2),
                        number(row.p99(), 2),
                        number(row.cpuMillis(), 2),
                        number(row.brokerCpuMillis(), 2),
                        row.note() == null ? "" : row.note())
                .stripTrailing();
    }

    private static String number(@Nullable Double value, int digits) {
        return value == null ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
