package io.floracare.cli;

import io.floracare.app.ClassifierProcess;
import io.floracare.config.Settings;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code floracare classifier}: the service. */
@Command(
        name = "classifier",
        description =
                "Classifies the images on leaf-images and leaf-images-express until it is stopped.",
        footer = {
            "",
            "Settings come from --set, the environment and a file; docs/configuration.md lists them.",
            "At least MODEL_S3_BUCKET and MODEL_S3_KEY are needed. SIGTERM finishes the images in hand."
        })
final class ClassifierCommand implements Callable<Integer> {
    private static final long CHECK_SECONDS = 1;

    private final CliContext context;

    private ClassifierCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new ClassifierCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.service();
        AtomicBoolean started = new AtomicBoolean(true);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (ClassifierProcess process = start(settings)) {
            Shutdown.on(started, stop, stopped);
            while (!stop.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                if (process.service().failed()) {
                    throw new UserError("the classifier cannot go on; the log above says why");
                }
            }
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }

    private static ClassifierProcess start(Settings settings) {
        try {
            return ClassifierProcess.start(settings, null);
        } catch (ClassifierProcess.SettingsException e) {
            throw UserError.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }
}
