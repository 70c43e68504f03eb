package io.floracare.cli;

import io.floracare.app.DriftProcess;
import io.floracare.config.Settings;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code floracare drift}: the service, and tools beside it. */
@Command(
        name = "drift",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Says when the data or the model's accuracy has changed, until it is stopped: reads leaf-features,"
                    + " leaf-results and leaf-labels, writes reports and alerts.",
        },
        footer = {
            "",
            "Settings come from --set, the environment and a file; docs/configuration.md lists them.",
            "Baselines come from the model packages in MODEL_S3_BUCKET. SIGTERM finishes the records in hand."
        })
final class DriftCommand implements Callable<Integer> {
    private static final long CHECK_SECONDS = 1;

    private final CliContext context;

    private DriftCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new DriftCommand(context))
                .addSubcommand(new DriftReportCommand(context))
                .addSubcommand(new DriftAccept(context))
                .addSubcommand(new DriftBacktestCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.service();
        AtomicBoolean started = new AtomicBoolean(true);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (DriftProcess process = DriftProcess.start(settings, null)) {
            Shutdown.on(started, stop, stopped);
            while (!stop.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                if (process.service().failed()) {
                    throw new UserError("the aggregator cannot go on; the log above says why");
                }
            }
        } catch (IOException e) {
            throw UserError.of(e);
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }
}
