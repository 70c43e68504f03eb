package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.topic.Difference;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code topics apply}. */
@Command(
        name = "apply",
        description = {
            "Creates the topics that are missing and reports, without changing, what differs.",
            "Exits with 1 if a topic could not be created or altered."
        })
final class TopicsApply implements Callable<Integer> {
    private final CliContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    @Mixin private final FormatOption format = new FormatOption();

    @Option(names = "--alter", description = "Change what differs, as far as Kafka lets one.")
    private boolean alter;

    @Range(least = 1, most = 32_767)
    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description =
                    "Replicas of a new topic. Default: the cluster's own; 1 where there is one"
                            + " broker.")
    private @Nullable Short replication;

    TopicsApply(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        TopicAdmin.Options options =
                new TopicAdmin.Options(Optional.ofNullable(replication), alter);
        List<TopicOutcome> outcomes = TopicsCommand.ask(context, admin -> admin.apply(options));
        boolean json = format.json(context.terminal());
        if (json) {
            outcomes.forEach(outcome -> context.out().println(json(outcome)));
        } else {
            Columns.align(
                            outcomes.stream()
                                    .map(outcome -> List.of(outcome.topic(), text(outcome)))
                                    .toList())
                    .forEach(context.out()::println);
        }
        boolean failed = outcomes.stream().anyMatch(TopicOutcome.Failed.class::isInstance);
        return (failed ? ExitCode.FAILED : ExitCode.OK).number();
    }

    private static String text(TopicOutcome outcome) {
        return switch (outcome) {
            case TopicOutcome.Created created ->
                    "created, "
                            + created.partitions()
                            + (created.partitions() == 1 ? " partition" : " partitions");
            case TopicOutcome.Unchanged _ -> "as wanted";
            case TopicOutcome.Differs differs ->
                    "differs, left alone: " + sentences(differs.differences());
            case TopicOutcome.Altered altered ->
                    "altered: "
                            + sentences(altered.changed())
                            + (altered.left().isEmpty()
                                    ? ""
                                    : "; left alone: " + sentences(altered.left()));
            case TopicOutcome.Failed failed -> "failed: " + failed.message();
        };
    }

    private static String sentences(List<Difference> differences) {
        return differences.stream().map(Difference::sentence).collect(Collectors.joining(", "));
    }

    private ObjectNode json(TopicOutcome outcome) {
        ObjectNode node = mapper.createObjectNode().put("topic", outcome.topic());
        return switch (outcome) {
            case TopicOutcome.Created created ->
                    node.put("outcome", "created").put("partitions", created.partitions());
            case TopicOutcome.Unchanged _ -> node.put("outcome", "unchanged");
            case TopicOutcome.Differs differs ->
                    node.put("outcome", "differs")
                            .set("differences", mapper.valueToTree(differs.differences()));
            case TopicOutcome.Altered altered -> {
                node.put("outcome", "altered")
                        .<ObjectNode>set("changed", mapper.valueToTree(altered.changed()))
                        .set("left", mapper.valueToTree(altered.left()));
                yield node;
            }
            case TopicOutcome.Failed failed ->
                    node.put("outcome", "failed").put("message", failed.message());
        };
    }
}
