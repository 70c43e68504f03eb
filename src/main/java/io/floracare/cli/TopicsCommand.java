package io.floracare.cli;

import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicAdmin;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code topics}: the cluster's topics beside the catalogue's. */
@Command(
        name = "topics",
        synopsisSubcommandLabel = "COMMAND",
        description = "Creates the topics, or shows them as they are and as they should be.")
final class TopicsCommand implements Runnable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private TopicsCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(new TopicsApply(context))
                .addSubcommand(new TopicsDescribe(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /**
     * Asks the cluster.
     *
     * @throws UserError if it cannot be asked
     */
    static <T> List<T> ask(CliContext context, Function<TopicAdmin, TopicReport<T>> question)
            throws InterruptedException {
        Settings settings = context.tool();
        TopicCatalogue catalogue = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        try (Cluster cluster = Cluster.open(context, settings)) {
            return switch (question.apply(new TopicAdmin(cluster.admin(), catalogue, TIMEOUT))) {
                case TopicReport.Topics<T>(List<T> topics) -> topics;
                case TopicReport.Unavailable<T>(String message) ->
                        throw UserError.kafka(settings, message);
            };
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("look at the topics", e));
        }
    }
}
