package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.DATA;

import io.floracare.app.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code floracare broker}: the demo's broker alone, for trying things out and for the benchmarks.
 */
@Command(
        name = "broker",
        description =
                "Runs a Kafka broker on this machine until it is stopped. For trying out, not for production.")
final class BrokerCommand implements Callable<Integer> {
    @OnDisk(DATA)
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Where its data is kept.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Range(least = 0, most = 65_535)
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Default: a free one.")
    private int port;

    private final CliContext context;

    private BrokerCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new BrokerCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        context.tool();
        Ports.require(Map.of("--port", port));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Shutdown.on(new AtomicBoolean(true), stop, stopped);
        try (LocalBroker broker = new LocalBroker(folder, port)) {
            context.out().println(broker.bootstrapServers());
            context.out().flush();
            stop.await();
        } catch (IOException e) {
            throw UserError.of(e);
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }
}
