package io.floracare.cli;

import io.floracare.app.GatewayProcess;
import io.floracare.config.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code floracare gateway}: takes images over HTTP until it is told to stop. */
@Command(
        name = "gateway",
        description =
                "Takes images over HTTP, publishes them, and answers when the classifiers have. Any number of instances"
                        + " may run.",
        footer = {
            "",
            "Prints its address. Settings come from --set, the environment and a file; docs/configuration.md lists them.",
            "SIGTERM finishes the requests in hand."
        })
final class GatewayCommand implements Callable<Integer> {
    private final CliContext context;

    private GatewayCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new GatewayCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.service();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (GatewayProcess process = start(settings)) {
            Shutdown.on(new AtomicBoolean(true), stop, stopped);
            context.out().println(process.gateway().address());
            context.out().flush();
            stop.await();
        } catch (IOException e) {
            throw UserError.of(e);
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }

    private static GatewayProcess start(Settings settings) throws IOException {
        return GatewayProcess.start(
                settings, null, Version.number(), new FileOutputStream(FileDescriptor.out));
    }
}
