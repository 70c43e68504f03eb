package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.client.KafkaClients;
import io.floracare.client.LabelFile;
import io.floracare.config.Settings;
import io.floracare.message.LeafLabel;
import io.floracare.model.Label;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import io.floracare.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code floracare label}: what people say that images show, onto leaf-labels. */
@Command(
        name = "label",
        description = {
            "Publishes what images really show, so that accuracy can be measured: a CSV file whose first line names the"
                    + " columns id, label and perhaps by, at and reason.",
            "The id is that of the image's result. Nothing is published when a line is wrong; a later label of an image"
                    + " replaces the one before."
        })
final class LabelCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @OnDisk(FILE)
    @Parameters(paramLabel = "FILE.csv", description = "The labels.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--reason",
            paramLabel = "WHY",
            defaultValue = "random",
            description =
                    "Why the images of lines without a reason were chosen: random, uncertain, drift, complaint or other."
                            + " Accuracy is that of random ones.")
    private LeafLabel.Reason reason = LeafLabel.Reason.RANDOM;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who says so, where a line does not.")
    private @Nullable String by;

    @Option(
            names = "--model",
            paramLabel = "DIR|s3://BUCKET/KEY",
            description = "Refuse labels that are no class of this model package.")
    private @Nullable PackageAddress model;

    private final CliContext context;

    private LabelCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new LabelCommand(context));
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = context.tool();
        LabelFile labels = read(settings);
        if (!labels.problems().isEmpty()) {
            labels.problems().stream().limit(SHOWN).forEach(context.err()::println);
            int more = labels.problems().size() - SHOWN;
            throw new UserError(
                    "%s has %s%s; nothing was published"
                            .formatted(
                                    file,
                                    Plural.of(labels.problems().size(), "wrong line"),
                                    more > 0 ? ", the first of which are above" : ""));
        }
        TopicSpec topic = TopicCatalogue.load().withPrefix(settings.topics().prefix()).labels();
        Cluster.check(context, settings, topic.name());
        KafkaClients clients = new KafkaClients(settings.kafka().streams());
        try (Producer<byte[], byte[]> producer = clients.producer(topic.maxMessageBytes())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (LeafLabel label : labels.labels()) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        topic.name(),
                                        label.id().getBytes(UTF_8),
                                        LabelFile.value(label))));
            }
            for (Future<RecordMetadata> one : sent) {
                var _ = one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException fault
                    ? UserError.kafka(
                            settings, KafkaFault.sentence("publish to " + topic.name(), fault))
                    : new IllegalStateException(e);
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("publish to " + topic.name(), e));
        }
        context.out()
                .printf(
                        "%s published to %s%n",
                        Plural.of(labels.labels().size(), "label"), topic.name());
        return ExitCode.OK.number();
    }

    private LabelFile read(Settings settings) {
        try {
            return LabelFile.read(
                    file,
                    new LabelFile.Defaults(by, context.clock().instant(), reason),
                    model == null ? null : classes(settings, model));
        } catch (NoSuchFileException e) {
            throw new UserError("there is no file " + file, e);
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }

    private Set<String> classes(Settings settings, PackageAddress from) throws IOException {
        try (ModelPlace place = ModelPlace.open(context, settings, from)) {
            return place.modelPackage().labels().stream()
                    .map(Label::name)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
