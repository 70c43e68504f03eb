package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.FILE_OR_FOLDER;

import io.floracare.app.BaselineRun;
import io.floracare.baseline.ReferencePhotos;
import io.floracare.config.Settings;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.evaluate.LabelledPhotos;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baseline build}. */
@Command(
        name = "build",
        description = {
            "Makes a baseline for each variant of a model, of photos or of what was on leaf-features, and puts it into"
                    + " the package.",
            "Take photos such as will come, that the model was not trained on; a thousand or more, of a few hundred"
                    + " plants. Fewer than drift.minimum.photos are refused."
        })
final class BaselineBuild implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR|s3://BUCKET/KEY",
            description = "Model package (default: the newest under models/leaf-disease).")
    private @Nullable PackageAddress model;

    @OnDisk(FILE_OR_FOLDER)
    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "A folder of one folder a class, a folder of photos of unknown class, or a manifest.tsv with columns"
                            + " class, file and leaf_group; may be repeated.")
    private List<Path> images = List.of();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "With a manifest.tsv: only rows of this split.")
    private @Nullable String split;

    @Option(
            names = "--training-split",
            paramLabel = "NAME",
            description =
                    "With a manifest.tsv: also the pictures of this split, but not the model's answers to them, of which"
                            + " it is surer than of new photos.")
    private @Nullable String trainingSplit;

    @Option(
            names = "--topic",
            paramLabel = "leaf-features",
            description = "Take what was on this topic instead of photos.")
    private @Nullable String topic;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "With --topic: first event time, such as 2026-05-01T10:00:00Z, or a duration back such as P7D.")
    private @Nullable Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "With --topic: the event time to end before; as --from.")
    private @Nullable Moment to;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Only this variant; may be repeated (default: all that run here).")
    private List<String> variants = List.of();

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    BaselineBuild(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (images.isEmpty() == (topic == null)) {
            throw UserError.usage("give either --images DIR or --topic leaf-features");
        }
        if (topic == null && (from != null || to != null)) {
            throw UserError.usage("--from and --to go with --topic");
        }
        if (topic != null && (split != null || trainingSplit != null)) {
            throw UserError.usage("--split and --training-split go with --images");
        }
        List<LabelledPhoto> photos = topic == null ? found(split) : List.of();
        List<LabelledPhoto> seen = trainingSplit == null ? List.of() : found(trainingSplit);
        Settings settings = context.tool();
        CountDownLatch stopped = new CountDownLatch(1);
        Shutdown.on(new AtomicBoolean(), new CountDownLatch(1), stopped);
        try (ModelPlace place = ModelPlace.open(context, settings, model)) {
            place.require(variants);
            BaselineRun run = new BaselineRun(settings, context.clock());
            List<BaselineRun.Line> lines =
                    topic == null
                            ? ofPhotos(run, place, photos, seen)
                            : ofTopic(run, place, settings, topic);
            place.publish();
            new BaselinePrinter(context.terminal(), format.json(context.terminal()))
                    .print(place.name(), lines, run.notes());
        } catch (InterruptedException | InterruptException e) {
            return Shutdown.interrupted(context.err(), "the package is as it was");
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw UserError.of(e);
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }

    private List<BaselineRun.Line> ofPhotos(
            BaselineRun run, ModelPlace place, List<LabelledPhoto> photos, List<LabelledPhoto> seen)
            throws IOException, InterruptedException {
        List<String> names = run.variants(place.modelPackage(), variants);
        try (Progress bar =
                Progress.start(
                        context.terminal(),
                        "Classifying",
                        " photos",
                        (long) names.size() * (photos.size() + seen.size()))) {
            return run.ofPhotos(place.modelPackage(), names, photos, seen, bar::stepTo);
        }
    }

    private List<LabelledPhoto> found(@Nullable String rows) {
        return switch (ReferencePhotos.in(images, rows)) {
            case LabelledPhotos.Outcome.Found(List<LabelledPhoto> list) -> list;
            case LabelledPhotos.Outcome.Refused(String message) -> throw new UserError(message);
        };
    }

    private List<BaselineRun.Line> ofTopic(
            BaselineRun run, ModelPlace place, Settings settings, String name)
            throws IOException, InterruptedException {
        String features =
                TopicCatalogue.load().withPrefix(settings.topics().prefix()).features().name();
        if (!name.equals(features) && !name.equals("leaf-features")) {
            throw UserError.value("--topic", name, features);
        }
        Cluster.check(context, settings, features);
        Instant now = context.clock().instant();
        try (Progress bar = Progress.start(context.terminal(), "Reading", " records", -1)) {
            return run.ofTopic(
                    place.modelPackage(),
                    variants,
                    features,
                    Moment.of(from, now),
                    Moment.of(to, now),
                    bar::stepTo);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("read " + features, e));
        }
    }
}
