package io.floracare.app;

import io.floracare.bench.BenchPlan;
import io.floracare.bench.ForwardBench;
import io.floracare.bench.Measurement;
import io.floracare.bench.PathBench;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.image.ImageLimits;
import io.floracare.inference.Classifier;
import io.floracare.inference.ClassifierLoader.LoadOutcome;
import io.floracare.inference.CpuFlags;
import io.floracare.inference.VariantChoice;
import io.floracare.inference.djl.DeviceChoice;
import io.floracare.inference.djl.DjlClassifierLoader;
import io.floracare.model.ModelPackage;
import io.floracare.model.PackageReader;
import io.floracare.model.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All benchmarks in one run, so that their ratios mean something on a noisy machine. */
public final class BenchRun {
    private static final int DRAWINGS = 64;
    private static final int SIDE = 256;

    private final Options options;
    private final Consumer<Row> rows;
    private final Clock clock;

    /**
     * What is measured.
     *
     * @param modelPackage the package
     * @param variant the variant of all but the forward rows; null for the package's choice
     * @param folder for data and logs
     * @param plan of the parts without Kafka
     * @param images of each pipeline run
     * @param memory whether resident memory after 2,000 and after 20,000 images is compared
     */
    public record Options(
            Path modelPackage,
            @Nullable String variant,
            Path folder,
            BenchPlan plan,
            int images,
            boolean memory) {}

    /**
     * One line of the table; null where a figure does not apply.
     *
     * @param name what was measured
     * @param threads how many worked on it; 0 where that means nothing
     * @param perSecond images a second
     * @param cpuMillis CPU time an image, of the classifier
     * @param brokerCpuMillis CPU time an image, of the broker
     * @param note anything else
     */
    public record Row(
            String name,
            int threads,
            @Nullable Double perSecond,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99,
            @Nullable Double cpuMillis,
            @Nullable Double brokerCpuMillis,
            @Nullable String note) {}

    public BenchRun(Options options, Consumer<Row> rows, Clock clock) {
        this.options = options;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Runs everything, which takes minutes.
     *
     * @throws IOException with a sentence if a part cannot be started
     */
    public void run() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        ModelPackage modelPackage = read();
        List<byte[]> images = draw();
        forward(modelPackage);
        try (Classifier classifier = load(modelPackage, options.variant())) {
            PathBench path = new PathBench(options.plan(), ImageLimits.DEFAULT);
            Measurement one =
                    path.run("decode + preprocess + forward + features", classifier, images, 1);
            rows.accept(row(one));
            Measurement all =
                    path.run("decode + preprocess + forward + features", classifier, images, cores);
            rows.accept(row(all));
        }
        pipeline(images, cores);
    }

    /**
     * The engine alone, a row a variant; from the second on with its speed as a share of the
     * first's.
     */
    private void forward(ModelPackage modelPackage) throws InterruptedException {
        Measurement first = null;
        for (Variant variant : modelPackage.manifest().variants()) {
            String name = "forward, " + variant.name();
            try (Classifier classifier = load(modelPackage, variant.name())) {
                Measurement measured = new ForwardBench(options.plan()).run(classifier, 1);
                String ratio =
                        first == null
                                ? null
                                : "%.2f × %s"
                                        .formatted(
                                                measured.imagesPerSecond()
                                                        / first.imagesPerSecond(),
                                                first.name());
                first = first == null ? measured : first;
                rows.accept(row(measured, name, ratio));
            } catch (IOException e) {
                rows.accept(new Row(name, 1, null, null, null, null, null, null, e.getMessage()));
            }
        }
    }

    private void pipeline(List<byte[]> images, int cores) throws IOException, InterruptedException {
        String variant = options.variant() == null ? "" : options.variant();
        try (PipelineBench pipeline =
                new PipelineBench(
                        options.folder(), options.modelPackage(), variant, cores, images, clock)) {
            PipelineBench.Figures full = pipeline.saturation(options.images());
            rows.accept(
                    row(
                            "pipeline, saturated",
                            cores,
                            full,
                            "%.0f %% of the classifier's CPU is decode + preprocess + forward"
                                    .formatted(
                                            100
                                                    * full.computeCpuMillis()
                                                    / full.classifierCpuMillis())));
            PipelineBench.Figures half =
                    pipeline.steady(options.images() / 2, full.perSecond() / 2);
            rows.accept(row("pipeline, half load", cores, half, null));
            ExpressBench express = new ExpressBench(pipeline);
            rows.accept(row("express reply, idle", express.idle(300)));
            int backlog = 10_000;
            rows.accept(
                    row(
                            "express reply, behind %,d bulk images".formatted(backlog),
                            express.behind(backlog, 300)));
            if (options.memory()) {
                memory(pipeline);
            }
        }
    }

    private void memory(PipelineBench pipeline) throws IOException, InterruptedException {
        long early = pipeline.residentAfter(2_000);
        long late = pipeline.residentAfter(18_000);
        rows.accept(
                new Row(
                        "resident memory",
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "%d MB after 2,000 more images, %d MB after 20,000"
                                .formatted(early >> 20, late >> 20)));
    }

    private ModelPackage read() throws IOException {
        return switch (new PackageReader().read(options.modelPackage())) {
            case PackageReader.Outcome.Verified verified -> verified.modelPackage();
            case PackageReader.Outcome.Refused refused -> throw new IOException(refused.message());
        };
    }

    private Classifier load(ModelPackage modelPackage, @Nullable String variant)
            throws IOException {
        DjlClassifierLoader loader =
                new DjlClassifierLoader(
                        new DeviceChoice.Auto(),
                        new VariantChoice(CpuFlags.read(CpuFlags.CPUINFO), variant),
                        options.folder().resolve("staged"));
        return switch (loader.load(modelPackage)) {
            case LoadOutcome.Loaded loaded -> loaded.classifier();
            case LoadOutcome.Refused refused -> throw new IOException(refused.message());
        };
    }

    static List<byte[]> draw() {
        LeafRenderer renderer = new LeafRenderer();
        List<byte[]> images = new ArrayList<>();
        for (int seed = 0; seed < DRAWINGS; seed++) {
            images.add(renderer.jpeg(LeafDrawing.of(seed, SIDE, SIDE), 0.9f));
        }
        return images;
    }

    private static Row row(Measurement m) {
        StringBuilder stages = new StringBuilder();
        m.stageCpuMillis()
                .forEach((stage, millis) ->
                        stages.append(stages.isEmpty() ? "" : ", ")
                                .append("%s %.2f".formatted(stage, millis)));
        return row(m, m.name(), stages + " ms CPU");
    }

    private static Row row(Measurement m, String name, @Nullable String note) {
        return new Row(
                name,
                m.threads(),
                m.imagesPerSecond(),
                m.p50Millis(),
                m.p95Millis(),
                m.p99Millis(),
                m.cpuMillis(),
                null,
                note);
    }

    private static Row row(
            String name, int threads, PipelineBench.Figures f, @Nullable String note) {
        return new Row(
                name,
                threads,
                f.perSecond(),
                f.p50(),
                f.p95(),
                f.p99(),
                f.classifierCpuMillis(),
                f.brokerCpuMillis(),
                note);
    }

    private static Row row(String name, ExpressBench.Figures f) {
        return new Row(
                name,
                1,
                null,
                f.p50(),
                null,
                f.p99(),
                null,
                null,
                "p50 %.1f ms above decode + preprocess + forward".formatted(f.overheadP50()));
    }
}
