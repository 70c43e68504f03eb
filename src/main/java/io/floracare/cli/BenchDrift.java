package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.DriftStreamBench;
import io.floracare.bench.DriftBench;
import io.floracare.config.Settings;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench drift}. */
@Command(
        name = "drift",
        description =
                "Measures the drift monitor: on one thread, without a broker, records into windows, closing of windows,"
                        + " their state, the report; then the whole aggregator through a broker, both in processes of"
                        + " their own. Exits with 1 when a goal is missed.")
final class BenchDrift implements Callable<Integer> {
    private static final double GOAL = 50_000;

    @Range(least = 1_000, most = 5_000_000)
    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Feature records of an ingest run (default: ${DEFAULT-VALUE}).")
    private int records;

    @Range(least = 0)
    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "Times that the records go through the whole aggregator; the compiler is at work in the first ones"
                            + " (default: ${DEFAULT-VALUE}, 0 for none).")
    private int rounds;

    @Range(least = 1)
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the whole aggregator (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--stream-only", description = "Only the whole aggregator.")
    private boolean streamOnly;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private boolean missed;

    BenchDrift(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (streamOnly && rounds == 0) {
            throw UserError.usage("--stream-only needs --rounds of at least 1");
        }
        Settings settings = context.tool();
        boolean json = format.json(context.terminal());
        if (!streamOnly) {
            new DriftBench(row -> print(row, json)).run(records);
        }
        if (rounds > 0) {
            try {
                BenchTable.inFolder(settings, folder -> stream(folder, json));
            } catch (IOException e) {
                throw UserError.of(e);
            }
        }
        return (missed ? ExitCode.FAILED : ExitCode.OK).number();
    }

    private void stream(Path folder, boolean json) throws IOException, InterruptedException {
        try (DriftStreamBench bench = new DriftStreamBench(folder, threads, context.clock())) {
            for (int round = 1; round <= rounds; round++) {
                DriftStreamBench.Figures figures = bench.run(records);
                String name = "whole aggregator, round " + round;
                // The compiler is at work in the rounds before.
                Double goal = round == rounds ? GOAL : null;
                print(
                        new DriftBench.Row(
                                name + ", of one core",
                                figures.perCore(),
                                "records/s",
                                goal,
                                goal == null || figures.perCore() >= goal),
                        json);
                print(measured(name + ", wall", figures.perSecond(), "records/s"), json);
                print(measured(name + ", CPU", figures.aggregatorMicros(), "µs"), json);
                print(measured(name + ", broker's CPU", figures.brokerMicros(), "µs"), json);
            }
        }
    }

    /** A figure without a goal of its own. */
    private static DriftBench.Row measured(String name, double value, String unit) {
        return new DriftBench.Row(name, value, unit, null, true);
    }

    private void print(DriftBench.Row row, boolean json) {
        missed |= !row.reached();
        try {
            context.out()
                    .println(
                            json
                                    ? Json.mapper().writeValueAsString(row)
                                    : String.format(
                                                    Locale.ROOT,
                                                    "%-48s %,12.1f %-10s %s",
                                                    row.name(),
                                                    row.value(),
                                                    row.unit(),
                                                    verdict(row))
                                            .stripTrailing());
            context.out().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written", e);
        }
    }

    private static String verdict(DriftBench.Row row) {
        return row.goal() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "goal %,8.0f  %s",
                        row.goal(),
                        row.reached() ? "reached" : "missed");
    }
}
