package io.floracare.cli;

import io.floracare.app.BaselineAccept;
import io.floracare.config.Settings;
import io.floracare.drift.Baseline;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drift accept}. */
@Command(
        name = "accept",
        description = {
            "Makes a stretch of leaf-features the baseline: what it holds is normal from now on, in place of the"
                    + " baseline in the model package, which stays as it is.",
            "The aggregator compares windows that begin later with it. --revoke goes back to the package's."
        })
final class DriftAccept implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR|s3://BUCKET/KEY",
            description =
                    "Model package that answered (default: the newest under models/leaf-disease).")
    private @Nullable PackageAddress model;

    @Option(names = "--variant", paramLabel = "NAME", description = "Only this variant.")
    private @Nullable String variant;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First event time, such as 2026-05-01T10:00:00Z, or a duration back such as P7D (default: all that"
                            + " is kept).")
    private @Nullable Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Event time to end before; as --from.")
    private @Nullable Moment to;

    @Option(
            names = "--by-hour",
            description =
                    "Compare each hourly window with the same hour of the week, where the stretch has 1,000 photos of it, so"
                            + " that a daily or weekly rhythm is no drift; give a stretch of several weeks.")
    private boolean byHour;

    @Option(names = "--revoke", description = "Take the accepted baseline back.")
    private boolean revoke;

    private final CliContext context;

    DriftAccept(CliContext context) {
        this.context = context;
    }

    private List<Baseline> accept(
            BaselineAccept work, ModelPlace place, @Nullable Instant first, @Nullable Instant end)
            throws IOException, InterruptedException {
        try (Progress bar = Progress.start(context.terminal(), "Reading", " records", -1)) {
            return work.accept(place.modelPackage(), variant, first, end, byHour, bar::stepTo);
        }
    }

    @Override
    public Integer call() {
        Settings settings = context.tool();
        Instant now = context.clock().instant();
        Instant first = Moment.of(from, now);
        Instant end = Moment.of(to, now);
        if (revoke && (first != null || end != null || byHour)) {
            throw UserError.usage("--revoke takes neither --from nor --to nor --by-hour");
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Shutdown.on(new AtomicBoolean(), new CountDownLatch(1), stopped);
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        try (ModelPlace place = ModelPlace.open(context, settings, model)) {
            place.require(variant == null ? List.of() : List.of(variant));
            Cluster.check(
                    context, settings, topics.features().name(), topics.driftBaselines().name());
            BaselineAccept work = new BaselineAccept(settings, context.clock());
            if (revoke) {
                List<String> revoked = work.revoke(place.modelPackage(), variant);
                context.out()
                        .println(
                                "The package's baseline counts again: "
                                        + String.join(", ", revoked));
            } else {
                for (Baseline baseline : accept(work, place, first, end)) {
                    context.out()
                            .printf(
                                    "Accepted for %s: %s, segments %s%n",
                                    baseline.model().variant(),
                                    Plural.of(baseline.size(), "photo"),
                                    baseline.segments());
                }
            }
        } catch (InterruptedException | InterruptException e) {
            return Shutdown.interrupted(context.err(), "nothing was accepted");
        } catch (IOException e) {
            throw UserError.of(e);
        } catch (KafkaException e) {
            throw UserError.kafka(settings, KafkaFault.sentence("accept a baseline", e));
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }
}
