package io.floracare.cli;

import io.floracare.app.ClassifierProcess;
import io.floracare.client.KafkaClients;
import io.floracare.client.ReadResult;
import io.floracare.client.ResultReader;
import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code floracare results}: what is on leaf-results. */
@Command(
        name = "results",
        description =
                "Prints committed results: those that are kept, or with --follow those that come until Ctrl-C.")
final class ResultsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int QUIET_POLLS = 3;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with results as they come.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only results from then on: an instant such as 2026-05-01T10:00:00Z, or a duration back such as PT10M.")
    private @Nullable Moment since;

    @Range(least = 1)
    @Option(names = "--limit", paramLabel = "N", description = "End after so many.")
    private int limit = Integer.MAX_VALUE;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private ResultsCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new ResultsCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        ResultReader.From from = from();
        Settings settings = context.tool();
        String topic =
                TopicCatalogue.load().withPrefix(settings.topics().prefix()).results().name();
        ResultPrinter printer =
                new ResultPrinter(context.terminal(), format.json(context.terminal()));
        Cluster.check(context, settings, topic);
        KafkaClients clients = new KafkaClients(ClassifierProcess.kafka(settings));
        try (ResultReader reader = ResultReader.open(clients, topic, from)) {
            int printed = 0;
            int quiet = 0;
            while (printed < limit && (follow || quiet < QUIET_POLLS)) {
                quiet++;
                for (ReadResult read : reader.poll(POLL)) {
                    quiet = 0;
                    if (printed < limit) {
                        print(printer, read);
                        printed++;
                    }
                }
                if (context.out().checkError()) {
                    break; // the reader of a pipe is gone
                }
            }
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("read " + topic, e));
        }
        return ExitCode.OK.number();
    }

    private void print(ResultPrinter printer, ReadResult read) {
        switch (read) {
            case ReadResult.Decoded decoded -> printer.print(decoded.result());
            case ReadResult.Undecodable undecodable -> context.err().println(undecodable.message());
        }
    }

    private ResultReader.From from() {
        Instant first = Moment.of(since, context.clock().instant());
        if (first != null) {
            return new ResultReader.From.Since(first);
        }
        return follow ? new ResultReader.From.Now() : new ResultReader.From.Beginning();
    }
}
