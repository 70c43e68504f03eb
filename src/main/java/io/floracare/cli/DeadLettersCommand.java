package io.floracare.cli;

import io.floracare.app.ClassifierProcess;
import io.floracare.client.DeadLetters;
import io.floracare.client.KafkaClients;
import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code floracare dead-letters}: images that ended as an error. */
@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Lists the images that ended as an error, or sends them through the classifier again.")
final class DeadLettersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private DeadLettersCommand() {}

    static CommandLine create(CliContext context) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLettersList(context))
                .addSubcommand(new DeadLettersReplay(context));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /**
     * Works on the dead letters.
     *
     * @throws UserError if Kafka fails
     */
    static int with(CliContext context, String what, ToIntFunction<DeadLetters> work)
            throws InterruptedException {
        Settings settings = context.tool();
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        Cluster.check(context, settings, topics.deadLetters().name());
        try {
            return work.applyAsInt(
                    new DeadLetters(new KafkaClients(ClassifierProcess.kafka(settings)), topics));
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence(what, e));
        }
    }
}
