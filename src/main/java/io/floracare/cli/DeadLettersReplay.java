package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.client.DeadLetterFilter;
import io.floracare.client.ReplayOptions;
import io.floracare.client.ReplayOutcome;
import io.floracare.client.ReplayReport;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Sends images back to the topics that they came from, under their ids. Each is sent once, however often this"
                    + " is run, and an image at most three times in all.",
            "Exits with 1 if it ended early."
        })
final class DeadLettersReplay implements Callable<Integer> {
    @Option(
            names = "--code",
            converter = LetterCode.class,
            paramLabel = "CODE",
            description = "Only those with this reason, such as crashed. May be repeated.")
    private Set<String> codes = Set.of();

    @Option(names = "--id", paramLabel = "ID", description = "Only this image. May be repeated.")
    private Set<String> ids = Set.of();

    @Range(least = 1)
    @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(names = "--from-beginning", description = "Also those that were replayed before.")
    private boolean fromBeginning;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    DeadLettersReplay(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean json = format.json(context.terminal());
        return DeadLettersCommand.with(
                context,
                "replay dead letters",
                letters -> {
                    ReplayReport report =
                            letters.replay(
                                    new ReplayOptions(
                                            new DeadLetterFilter(codes, ids),
                                            limit,
                                            dryRun,
                                            fromBeginning),
                                    outcome ->
                                            context.out()
                                                    .println(json ? json(outcome) : text(outcome)));
                    if (!json) {
                        context.err()
                                .printf(
                                        "%d %s, %d refused%n",
                                        report.replayed(),
                                        dryRun ? "would be replayed" : "replayed",
                                        report.refused());
                    }
                    if (report.stopped() != null) {
                        context.err().println(report.stopped());
                        return ExitCode.FAILED.number();
                    }
                    return ExitCode.OK.number();
                });
    }

    private static String text(ReplayOutcome outcome) {
        return switch (outcome) {
            case ReplayOutcome.Replayed replayed ->
                    "%s  to %s, attempt %d"
                            .formatted(
                                    replayed.letter().id(), replayed.topic(), replayed.attempt());
            case ReplayOutcome.WouldReplay would ->
                    "%s  would go to %s, attempt %d"
                            .formatted(would.letter().id(), would.topic(), would.attempt());
            case ReplayOutcome.Refused refused ->
                    refused.letter().id() + "  refused: " + refused.message();
        };
    }

    private ObjectNode json(ReplayOutcome outcome) {
        ObjectNode node = mapper.createObjectNode().put("id", outcome.letter().id());
        return switch (outcome) {
            case ReplayOutcome.Replayed replayed ->
                    node.put("outcome", "replayed")
                            .put("topic", replayed.topic())
                            .put("attempt", replayed.attempt());
            case ReplayOutcome.WouldReplay would ->
                    node.put("outcome", "would-replay")
                            .put("topic", would.topic())
                            .put("attempt", would.attempt());
            case ReplayOutcome.Refused refused ->
                    node.put("outcome", "refused").put("message", refused.message());
        };
    }
}
