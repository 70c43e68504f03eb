package io.floracare.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.client.DeadLetter;
import io.floracare.client.DeadLetterFilter;
import io.floracare.message.Json;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-letters list}. */
@Command(name = "list", description = "Lists dead letters, oldest first within a partition.")
final class DeadLettersList implements Callable<Integer> {
    @Option(
            names = "--code",
            converter = LetterCode.class,
            paramLabel = "CODE",
            description = "Only those with this reason, such as truncated. May be repeated.")
    private Set<String> codes = Set.of();

    @Option(names = "--id", paramLabel = "ID", description = "Only this image. May be repeated.")
    private Set<String> ids = Set.of();

    @Range(least = 1)
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    DeadLettersList(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean json = format.json(context.terminal());
        int count =
                DeadLettersCommand.with(
                        context,
                        "list the dead letters",
                        letters ->
                                letters.list(
                                        new DeadLetterFilter(codes, ids),
                                        limit,
                                        letter -> print(letter, json)));
        if (!json) {
            context.err().println(Plural.of(count, "dead letter"));
        }
        return ExitCode.OK.number();
    }

    private void print(DeadLetter letter, boolean json) {
        if (json) {
            try {
                context.out().println(Json.mapper().writeValueAsString(letter));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a dead letter cannot be written", e);
            }
            return;
        }
        context.out()
                .printf(
                        "%-24s  %-23s  %-36s  %,11d bytes  %s%s%n    %s%n",
                        letter.time(),
                        letter.code(),
                        letter.id(),
                        letter.bytes(),
                        letter.replayed() ? "replayed  " : "",
                        letter.subject() == null ? "" : letter.subject(),
                        letter.message());
    }
}
