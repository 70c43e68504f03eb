package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.DATA;
import static io.floracare.cli.OnDisk.Kind.FILE_OR_FOLDER;
import static io.floracare.cli.OnDisk.Kind.FOLDER;

import io.floracare.app.Demo;
import io.floracare.app.DemoDrift;
import io.floracare.app.DemoStack;
import io.floracare.app.Tally;
import io.floracare.client.ImageFile;
import io.floracare.config.Settings;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drawing.LeafRenderer;
import io.floracare.message.ImageHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code floracare demo}: everything in one process. */
@Command(
        name = "demo",
        description =
                "Runs a Kafka broker, an S3 server, the classifier and the HTTP gateway in this process, sends leaf images and prints"
                        + " each result as it arrives.",
        footer = {
            "",
            "Without --images, leaves are drawn; the model was trained on photos, so expect odd answers.",
            "Ctrl-C stops everything in order and prints the summary."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long RESULT_TIMEOUT_MILLIS = 120_000;
    private static final int SIDE = 384;

    @OnDisk(FILE_OR_FOLDER)
    @Option(
            names = "--images",
            paramLabel = "DIR",
            arity = "1..*",
            description =
                    "Your own photos: files, or folders that are walked. What is no image comes out as an error.")
    private List<Path> images = List.of();

    @Option(
            names = "--once",
            description = "End when every image has its result; exit 0 only then.")
    private boolean once;

    @Range(least = 1)
    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many leaves to draw; default: 40 with --once, else without end.")
    private int count;

    @Range(least = 0.01)
    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Drawn leaves a second (default: ${DEFAULT-VALUE}); photos go as fast as they are classified.")
    private double rate;

    @Range
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "First leaf to draw (default: ${DEFAULT-VALUE}); the same seed draws the same leaves.")
    private long seed;

    @Option(
            names = "--no-drift",
            description =
                    "Draw all leaves alike. Otherwise, without --once and --images, they darken and blur for a while, and"
                            + " an alert of drift comes and goes.")
    private boolean steady;

    @OnDisk(FOLDER)
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package to serve (default: the newest under models/leaf-disease).")
    private @Nullable Path model;

    @OnDisk(DATA)
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the broker and the store keep their data (default: data/demo).")
    private @Nullable Path folder;

    @Range(least = 0, most = 65_535)
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Default: a free one.")
    private int kafkaPort;

    @Range(least = 0, most = 65_535)
    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Default: a free one. When given, the keys of this run's store are shown.")
    private int s3Port;

    @Range(least = 0, most = 65_535)
    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The gateway's; default: a free one.")
    private int httpPort;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    private DemoCommand(CliContext context) {
        this.context = context;
    }

    static CommandLine create(CliContext context) {
        return new CommandLine(new DemoCommand(context));
    }

    @Override
    public Integer call() {
        List<ImageFile> files = files();
        Settings settings = context.tool();
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--kafka-port", kafkaPort);
        ports.put("--s3-port", s3Port);
        ports.put("--http-port", httpPort);
        Ports.require(ports);
        ResultPrinter printer =
                new ResultPrinter(context.terminal(), format.json(context.terminal()));
        Path data = folder != null ? folder : settings.streams().dataDirectory().resolve("demo");
        AtomicBoolean started = new AtomicBoolean();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Shutdown.on(started, stop, stopped);
        long begun = System.nanoTime();
        try (DemoStack stack = start(settings, data)) {
            started.set(true);
            printer.gateway(stack.gatewayAddress());
            context.err()
                    .printf(
                            Locale.ROOT,
                            "Ready after %.1f s.%n",
                            (System.nanoTime() - begun) / 1e9);
            try (Demo demo = new Demo(stack, context.clock(), printer::print)) {
                boolean complete =
                        files.isEmpty() ? draw(stack, demo, stop) : publish(demo, files, stop);
                Tally.Summary summary = demo.summary();
                demo.failures().forEach(context.err()::println);
                printer.summary(summary);
                return complete || !once ? ExitCode.OK.number() : ExitCode.FAILED.number();
            }
        } catch (InterruptedException e) {
            return ExitCode.FAILED.number();
        } catch (DemoStack.StartException | IOException e) {
            throw UserError.of(e);
        } finally {
            stopped.countDown();
        }
    }

    private DemoStack start(Settings settings, Path data)
            throws DemoStack.StartException, InterruptedException {
        return DemoStack.start(
                new DemoStack.Options(
                        data,
                        modelFolder(),
                        kafkaPort,
                        s3Port,
                        httpPort,
                        drifts(),
                        overrides(settings)),
                context.err()::println);
    }

    private Path modelFolder() {
        return model != null ? model : ModelFolders.newest(context.home());
    }

    /** Only leaves that are drawn for long enough change. */
    private boolean drifts() {
        return images.isEmpty() && !once && !steady;
    }

    private Map<String, String> overrides(Settings settings) {
        Map<String, String> overrides = new HashMap<>();
        String variant = settings.model().variant();
        if (variant != null) {
            overrides.put("model.variant", variant);
        }
        if (drifts()) {
            overrides.putAll(DemoDrift.settings(rate));
        }
        return overrides;
    }

    private boolean draw(DemoStack stack, Demo demo, CountDownLatch stop)
            throws InterruptedException, IOException {
        if (!drifts()) {
            return draw(demo, stop, (leaf, drawn) -> LeafDrawing.of(drawn, SIDE, SIDE));
        }
        try (DemoDrift drift =
                new DemoDrift(
                        stack, modelFolder(), total(), context.clock(), context.err()::println)) {
            return draw(demo, stop, (leaf, drawn) -> drift.draw(leaf, drawn, SIDE));
        }
    }

    /** How a leaf is drawn. */
    private interface Drawing {
        LeafDrawing of(int leaf, long seed);
    }

    private boolean draw(Demo demo, CountDownLatch stop, Drawing drawing)
            throws InterruptedException {
        context.err()
                .println(
                        "These leaves are drawings; the model was trained on photos. Your own photos:"
                                + " --images DIR. Ctrl-C ends.");
        LeafRenderer renderer = new LeafRenderer();
        int total = total();
        long next = System.nanoTime();
        for (int i = 0; i < total; i++) {
            long wait = next - System.nanoTime();
            if (stop.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                return demo.await(0);
            }
            byte[] jpeg = renderer.jpeg(drawing.of(i, seed + i), 0.9f);
            demo.send(
                    "drawing-" + (seed + i) + ".jpg",
                    jpeg,
                    Map.of(ImageHeaders.DEVICE, DemoDrift.device(seed + i)));
            next += (long) (1e9 / rate);
        }
        return finish(demo, stop);
    }

    /** How many leaves are drawn. */
    private int total() {
        return count > 0 ? count : once ? 40 : Integer.MAX_VALUE;
    }

    private List<ImageFile> files() {
        try {
            return images.isEmpty() ? List.of() : ImageFile.walk(images);
        } catch (IOException e) {
            throw UserError.of(e);
        }
    }

    private boolean publish(Demo demo, List<ImageFile> files, CountDownLatch stop)
            throws InterruptedException, IOException {
        for (ImageFile file : files) {
            if (stop.getCount() == 0) {
                return demo.await(0);
            }
            demo.send(file.subject(), Files.readAllBytes(file.path()), Map.of());
        }
        return finish(demo, stop);
    }

    private boolean finish(Demo demo, CountDownLatch stop) throws InterruptedException {
        boolean complete = demo.await(RESULT_TIMEOUT_MILLIS);
        if (!once && complete) {
            context.err()
                    .println(
                            "All images have their results. The broker and the classifier go on; Ctrl-C ends.");
            stop.await();
        }
        return complete;
    }
}
