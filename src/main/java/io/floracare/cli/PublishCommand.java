package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE_OR_FOLDER;
import static io.floracare.cli.OnDisk.Kind.OUTPUT;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.app.ClassifierProcess;
import io.floracare.client.ImagePublisher;
import io.floracare.client.ImageSender;
import io.floracare.client.KafkaClients;
import io.floracare.client.PublishJournal;
import io.floracare.client.PublishOutcome;
import io.floracare.client.PublishProgress;
import io.floracare.client.PublishReport;
import io.floracare.config.Settings;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code floracare publish}: files into an image topic. */
@Command(
        name = "publish",
        description = {
            "Publishes files, or every file below folders, each once. What is no image goes in too and comes out as an"
                    + " error result.",
            "Run it again to go on after an interruption: what the broker has already, by path and content, is not"
                    + " sent again."
        })
final class PublishCommand implements Callable<Integer> {
    @OnDisk(FILE_OR_FOLDER)
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders.")
    private List<Path> files = List.of();

    @Option(names = "--express", description = "To leaf-images-express instead of leaf-images.")
    private boolean express;

    @Option(names = "--crop", paramLabel = "NAME", description = "The crop header of every image.")
    private @Nullable String crop;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The device header of every image.")
    private @Nullable String device;

    @OnDisk(OUTPUT)
    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "What was published (default: publish.journal in the data folder).")
    private @Nullable Path journal;

    @Option(
            names = "--again",
            description =
                    "Send everything, whatever the journal says, and leave the journal alone.")
    private boolean again;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private PublishCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new PublishCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.tool();
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        TopicSpec topic = express ? topics.express() : topics.images();
        KafkaClients clients = new KafkaClients(ClassifierProcess.kafka(settings));
        Path file =
                journal != null
                        ? journal
                        : settings.streams().dataDirectory().resolve("publish.journal");
        String cluster = Cluster.check(context, settings, topic.name());
        try (PublishJournal entries =
                        again
                                ? PublishJournal.none()
                                : PublishJournal.open(file, cluster, topic.name());
                Producer<byte[], byte[]> producer = clients.producer(topic.maxMessageBytes());
                Watch watch = new Watch()) {
            if (entries.older() > 0) {
                context.err()
                        .println(
                                "The journal "
                                        + file
                                        + " was begun by an earlier version, which did not note the cluster;"
                                        + " what it lists ("
                                        + Plural.of(entries.older(), "file")
                                        + ") is sent again.");
            }
            ImageSender sender =
                    new ImageSender(producer, topic.name(), "floracare-publish", context.clock());
            PublishReport report =
                    new ImagePublisher(
                                    sender,
                                    new ImagePublisher.Limits(
                                            settings.image().maxBytes(), crop, device),
                                    ImageSender::newId,
                                    null)
                            .publish(files, entries, watch);
            return summary(report, topic.name());
        } catch (IOException e) {
            throw UserError.of(e);
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("publish to " + topic.name(), e));
        }
    }

    private int summary(PublishReport report, String topic) {
        report.refused().forEach(refused -> context.err().println(refused.message()));
        if (report.stopped() != null) {
            context.err().println(report.stopped());
        }
        long sent =
                report.outcomes().stream().filter(PublishOutcome.Sent.class::isInstance).count();
        long earlier =
                report.outcomes().stream().filter(PublishOutcome.Earlier.class::isInstance).count();
        if (!format.json(context.terminal())) {
            context.out()
                    .printf(
                            "%d published to %s, %d published earlier, %d refused%n",
                            sent, topic, earlier, report.refused().size());
        }
        if (earlier > 0 && sent == 0) {
            context.err()
                    .println(
                            "All of them were published to this cluster before, says the journal;"
                                    + " --again sends them once more.");
        }
        return (report.complete() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    /** The progress bar, and for programs one JSON object a file. */
    private final class Watch implements PublishProgress, AutoCloseable {
        private final ObjectMapper mapper = new ObjectMapper();
        private @Nullable Progress bar;

        @Override
        public void planned(int count) {
            bar = Progress.start(context.terminal(), "Publishing", " files", count);
        }

        @Override
        public void settled(PublishOutcome outcome) {
            if (bar != null) {
                bar.step();
            }
            if (format.json(context.terminal())) {
                ObjectNode node = mapper.createObjectNode();
                switch (outcome) {
                    case PublishOutcome.Sent sent ->
                            node.put("outcome", "sent")
                                    .put("id", sent.id())
                                    .put("subject", sent.subject());
                    case PublishOutcome.Earlier earlier ->
                            node.put("outcome", "earlier")
                                    .put("id", earlier.id())
                                    .put("subject", earlier.subject());
                    case PublishOutcome.Refused refused ->
                            node.put("outcome", "refused")
                                    .put("file", refused.path().toString())
                                    .put("message", refused.message());
                }
                context.out().println(node);
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
