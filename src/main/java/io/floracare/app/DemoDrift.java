package io.floracare.app;

import io.floracare.client.KafkaClients;
import io.floracare.drawing.LeafDrawing;
import io.floracare.drift.Baseline;
import io.floracare.drift.DriftAlert;
import io.floracare.model.ModelPackage;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The demo's drift: the first leaves become the baseline, as {@code drift accept} would make them,
 * since drawings are unlike the photos of the package's; later leaves darken and blur for a while,
 * again and again. Not thread-safe but for the alerts.
 */
public final class DemoDrift implements AutoCloseable {
    /** Leaves of a window. */
    private static final int WINDOW = 75;

    /**
     * A window is judged with so many, so that a machine too slow for the rate has verdicts too.
     */
    private static final int FEWEST = 20;

    /** Leaves of the baseline: enough for a shift as large as the demo's. */
    private static final int BASELINE = 4 * WINDOW;

    private static final int CALM = 2 * WINDOW;
    private static final int DARK = 5 * WINDOW;
    private static final int CYCLE = 20 * WINDOW;
    private static final int DEVICES = 60;
    private static final double DARKEN = 0.45;
    private static final double BLUR = 2.5;
    private static final int NAMED = 10;

    private final DemoStack stack;
    private final ModelPackage modelPackage;
    private final Clock clock;
    private final Consumer<String> said;
    private final Instant begun;
    private final AlertFeed feed;
    private int accepted = -1;
    private @Nullable Boolean dark;

    /**
     * @param stack up and running, with the aggregator
     * @param modelFolder the package in service
     * @param leaves how many will be drawn
     * @param said hears a sentence about whatever happens
     * @throws IOException with a sentence, if the package cannot be read
     */
    public DemoDrift(
            DemoStack stack, Path modelFolder, int leaves, Clock clock, Consumer<String> said)
            throws IOException {
        this.stack = stack;
        this.modelPackage = ModelTools.read(modelFolder);
        this.clock = clock;
        this.said = said;
        this.begun = clock.instant();
        TopicCatalogue topics =
                TopicCatalogue.load().withPrefix(stack.settings().topics().prefix());
        this.feed =
                new AlertFeed(
                        new KafkaClients(stack.settings().kafka().streams()),
                        topics.driftAlerts().name(),
                        this::tell);
        if (leaves > BASELINE) {
            said.accept("Drift      the first " + BASELINE + " leaves become the baseline");
        }
    }

    /**
     * Settings of the aggregator that let one see something within minutes.
     *
     * @param rate leaves a second
     */
    public static Map<String, String> settings(double rate) {
        int window = Math.clamp(Math.round(WINDOW / rate), 2, 3600);
        Map<String, String> settings = new HashMap<>();
        settings.put("drift.window", window + "s");
        settings.put("drift.grace", "2s");
        settings.put("drift.late", 8 * window + "s");
        settings.put("drift.idle", "2s");
        settings.put("drift.shards", "2");
        settings.put("drift.minimum.photos", Integer.toString(FEWEST));
        settings.put("drift.alert.cooldown", "0s");
        settings.put("drift.budget", "1/1d");
        return settings;
    }

    /** The device that a leaf comes from; photos of one device count as alike. */
    public static String device(long leaf) {
        return "phone-%02d".formatted(Math.floorMod(leaf * 7919, DEVICES));
    }

    /**
     * How a leaf is drawn.
     *
     * @param sent leaves sent before it
     */
    public LeafDrawing draw(int sent, long seed, int side) {
        if (accepted < 0 && sent >= BASELINE) {
            accept(sent);
        }
        int since = accepted < 0 ? 0 : (sent - accepted) % CYCLE;
        boolean now = accepted >= 0 && since >= CALM && since < CALM + DARK;
        if (accepted >= 0 && (dark == null ? now : dark != now)) {
            said.accept(
                    now
                            ? "Drift      the leaves are drawn dark and blurred from now on"
                            : "Drift      the leaves are drawn as at first again");
        }
        dark = now;
        return now
                ? new LeafDrawing(seed, side, side, DARKEN, BLUR)
                : LeafDrawing.of(seed, side, side);
    }

    private void accept(int sent) {
        accepted = sent;
        try {
            List<Baseline> baselines =
                    new BaselineAccept(stack.settings(), clock)
                            .accept(modelPackage, null, begun, null, false, records -> {});
            said.accept(
                    "Drift      baseline accepted: "
                            + baselines.getFirst().size()
                            + " leaves; windows of "
                            + stack.settings().drift().window().toSeconds()
                            + " s are compared with it");
        } catch (IOException | KafkaException e) {
            said.accept("Drift      no baseline: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(DriftAlert alert) {
        if (alert.window().isBefore(begun)) {
            return; // of a run before this one
        }
        String names =
                String.join(
                        ", ", alert.changed().subList(0, Math.min(NAMED, alert.changed().size())));
        said.accept(
                "ALERT      %s (%s, %s): %s%s"
                        .formatted(
                                alert.event().name().toLowerCase(Locale.ROOT),
                                alert.detector().wire(),
                                alert.segment(),
                                alert.sentence(),
                                names.isEmpty() ? "" : " [" + names + "]"));
    }

    @Override
    public void close() {
        feed.close();
    }
}
