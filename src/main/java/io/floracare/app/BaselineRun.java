package io.floracare.app;

import io.floracare.baseline.Built;
import io.floracare.baseline.PackageBaselines;
import io.floracare.baseline.PhotoBaseline;
import io.floracare.baseline.TopicBaseline;
import io.floracare.client.KafkaClients;
import io.floracare.client.TopicSlice;
import io.floracare.config.Settings;
import io.floracare.drift.Baseline;
import io.floracare.drift.BaselineJson;
import io.floracare.drift.DriftPolicy;
import io.floracare.drift.Segment;
import io.floracare.evaluate.LabelledPhoto;
import io.floracare.image.ImageLimits;
import io.floracare.inference.ModelSlot;
import io.floracare.model.Manifest;
import io.floracare.model.ModelPackage;
import io.floracare.model.Variant;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Makes the baselines of a package's variants and puts them into it. For one thread. */
public final class BaselineRun {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Settings settings;
    private final DriftPolicy policy;
    private final Clock clock;
    private final List<String> notes = new ArrayList<>();

    public BaselineRun(Settings settings, Clock clock) {
        this.settings = settings;
        this.policy = DriftRules.of(settings.drift()).policy();
        this.clock = clock;
    }

    /**
     * A baseline that was made.
     *
     * @param variant that answers
     * @param file in the package
     * @param bytes of the file
     * @param created when
     * @param photos that it stands on
     * @param bursts groups of photos that are alike: leaves, or devices in a window
     * @param features numbers that are watched
     * @param segments with a verdict of their own
     * @param accuracy share of right answers; null when true classes are not known
     */
    public record Line(
            String variant,
            String file,
            long bytes,
            Instant created,
            long photos,
            long bursts,
            int features,
            List<String> segments,
            @Nullable Double accuracy) {
        public Line {
            segments = List.copyOf(segments);
        }
    }

    /** What the user should know of what was made. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * The variants to work on.
     *
     * @param wanted names of variants that there are; empty for all
     */
    public List<String> variants(ModelPackage modelPackage, List<String> wanted) {
        return wanted.isEmpty()
                ? modelPackage.manifest().variants().stream().map(Variant::name).toList()
                : List.copyOf(wanted);
    }

    /**
     * Of photos.
     *
     * @param seen photos that the model was trained on
     * @param progress told of the photos that are done, over all variants
     * @throws IOException with a sentence
     */
    public List<Line> ofPhotos(
            ModelPackage modelPackage,
            List<String> variants,
            List<LabelledPhoto> photos,
            List<LabelledPhoto> seen,
            LongConsumer progress)
            throws IOException, InterruptedException {
        requireEnough(photos.size() + seen.size());
        PhotoBaseline maker =
                new PhotoBaseline(
                        policy,
                        new ImageLimits(
                                settings.image().maxBytes(),
                                settings.image().maxPixels(),
                                settings.image().minSide()),
                        Runtime.getRuntime().availableProcessors(),
                        clock);
        List<Built> built = new ArrayList<>();
        for (Variant variant : modelPackage.manifest().variants()) {
            if (variants.contains(variant.name())) {
                long before = (long) built.size() * (photos.size() + seen.size());
                try (ModelSlot slot = ModelTools.serve(settings, modelPackage, variant)) {
                    built.add(
                            maker.build(
                                    slot,
                                    photos,
                                    seen,
                                    (done, all) -> progress.accept(before + done)));
                }
            }
        }
        if (photos.stream().allMatch(photo -> photo.group() == null)) {
            notes.add(
                    "which photos show the same leaf is not known, so each counts as one of its own;"
                            + " if several do, name them in the leaf_group column of a manifest.tsv,"
                            + " or drift will be seen where there is none");
        }
        return write(modelPackage, built);
    }

    /**
     * Of a topic.
     *
     * @param variants names; empty for all that answered
     * @param progress told of the records that were read
     * @throws IOException with a sentence
     */
    public List<Line> ofTopic(
            ModelPackage modelPackage,
            List<String> variants,
            String topic,
            @Nullable Instant from,
            @Nullable Instant to,
            LongConsumer progress)
            throws IOException, InterruptedException {
        List<String> wanted = variants(modelPackage, variants);
        TopicBaseline maker = new TopicBaseline(modelPackage, policy, from, to, false);
        KafkaClients clients = new KafkaClients(ClassifierProcess.kafka(settings));
        try (TopicSlice slice = TopicSlice.open(clients, topic, from)) {
            while (!slice.done()) {
                slice.poll(POLL).forEach(maker::add);
                progress.accept(slice.total() - slice.left());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        List<Built> built =
                maker.build(clock).stream()
                        .filter(each -> wanted.contains(each.baseline().model().variant()))
                        .toList();
        if (built.isEmpty()) {
            throw new IOException(
                    "%s has no answers of %s in that time%s"
                            .formatted(
                                    topic,
                                    modelPackage.id(),
                                    maker.others().isEmpty()
                                            ? ""
                                            : "; there are answers of "
                                                    + String.join(", ", maker.others().keySet())));
        }
        return write(modelPackage, built);
    }

    private List<Line> write(ModelPackage modelPackage, List<Built> built) throws IOException {
        for (Built one : built) {
            requireEnough(one.baseline().size());
        }
        new PackageBaselines(modelPackage).write(built.stream().map(Built::baseline).toList());
        return built.stream().map(this::line).toList();
    }

    /** Fewer than a window needs for a verdict say nothing about windows. */
    private void requireEnough(long photos) throws IOException {
        if (photos < policy.minimumPhotos()) {
            throw new IOException(
                    "%s too few for a baseline: windows have a verdict from %d photos on (drift.minimum.photos), so a baseline has at least as many, better %.0f of a few hundred plants; nothing was written"
                            .formatted(
                                    photos == 1 ? "1 photo is" : photos + " photos are",
                                    policy.minimumPhotos(),
                                    policy.minimumPhotos() * policy.referenceRatio()));
        }
    }

    private Line line(Built built) {
        Baseline baseline = built.baseline();
        if (baseline.size() < policy.minimumPhotos() * policy.referenceRatio()) {
            notes.add(
                    "%s: %d photos are few; windows are compared with a tenth of that"
                            .formatted(baseline.model().variant(), baseline.size()));
        }
        String path = Manifest.baseline(baseline.model().variant());
        return new Line(
                baseline.model().variant(),
                path,
                BaselineJson.write(baseline).length,
                baseline.created(),
                baseline.size(),
                built.bursts(),
                baseline.features().size(),
                baseline.segments().stream().map(Segment::toString).toList(),
                baseline.accuracy());
    }
}
