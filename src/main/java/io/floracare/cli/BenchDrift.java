package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.bench.DriftBench;
import io.floracare.message.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench drift}. */
@Command(
        name = "drift",
        description =
                "Measures the drift monitor on one thread, without a broker: records into windows, closing of windows,"
                        + " their state, the report. Exits with 1 when a goal is missed.")
final class BenchDrift implements Callable<Integer> {
    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Feature records of an ingest run (default: ${DEFAULT-VALUE}).")
    private int records;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private boolean missed;

    BenchDrift(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (records < 1_000 || records > 5_000_000) {
            throw new UserError("--records must be from 1,000 to 5,000,000");
        }
        context.tool();
        boolean json = format.json(context.terminal());
        new DriftBench(row -> print(row, json)).run(records);
        return (missed ? ExitCode.FAILED : ExitCode.OK).number();
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
                                            "%-48s %,12.1f %-10s goal %,8.0f  %s",
                                            row.name(),
                                            row.value(),
                                            row.unit(),
                                            row.goal(),
                                            row.reached() ? "reached" : "missed"));
            context.out().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written", e);
        }
    }
}
