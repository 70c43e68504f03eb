package io.floracare.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.floracare.app.DriftBacktest;
import io.floracare.app.DriftRules;
import io.floracare.app.KnownBaselines;
import io.floracare.baseline.AcceptedBaselines;
import io.floracare.client.KafkaClients;
import io.floracare.config.Settings;
import io.floracare.drift.DriftAlert;
import io.floracare.drift.Verdict;
import io.floracare.message.Json;
import io.floracare.topic.KafkaFault;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drift backtest}. */
@Command(
        name = "backtest",
        description = {
            "Replays a stretch of leaf-features and says what would have alerted; nothing is written.",
            "Settings of drift apply: try --set drift.window=15m. Analytic p-values are checked by permutation."
        })
final class DriftBacktestCommand implements Callable<Integer> {
    @Option(
            names = "--budget",
            paramLabel = "N/TIME",
            description = "False alerts that are accepted, such as 1/30d; default: drift.budget.")
    private @Nullable String budget;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "The broker's time to begin at, such as 2026-05-01T10:00:00Z, or a duration back such as P7D"
                            + " (default: all that is kept).")
    private @Nullable Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Event time to end before; as --from.")
    private @Nullable Moment to;

    @Option(
            names = "--model",
            paramLabel = "DIR|s3://BUCKET/KEY",
            description =
                    "Package whose baselines count (default: the newest under models/leaf-disease); accepted ones go"
                            + " first.")
    private @Nullable PackageAddress model;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    DriftBacktestCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Settings settings =
                context.tool(budget == null ? Map.of() : Map.of("drift.budget", budget));
        Instant now = context.clock().instant();
        Instant first = Moment.of(from, now);
        Instant end = Moment.of(to, now);
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        KafkaClients clients = new KafkaClients(settings.kafka().streams());
        CountDownLatch stopped = new CountDownLatch(1);
        Shutdown.on(new AtomicBoolean(), new CountDownLatch(1), stopped);
        try (ModelPlace place = ModelPlace.open(context, settings, model)) {
            Cluster.check(
                    context, settings, topics.features().name(), topics.driftBaselines().name());
            try (AcceptedBaselines baselines =
                    KnownBaselines.accepted(
                            clients,
                            topics.driftBaselines().name(),
                            KnownBaselines.of(place.modelPackage()))) {
                print(
                        replay(
                                new DriftBacktest(
                                        clients,
                                        topics.features().name(),
                                        DriftRules.of(settings.drift()),
                                        KnownBaselines.always(baselines)),
                                first,
                                end));
            }
        } catch (InterruptedException | InterruptException e) {
            return Shutdown.interrupted(context.err(), "nothing is written by a backtest");
        } catch (IOException | UncheckedIOException e) {
            throw UserError.of(e);
        } catch (KafkaException e) {
            throw UserError.kafka(
                    settings, KafkaFault.sentence("read " + topics.features().name(), e));
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.number();
    }

    private DriftBacktest.Outcome replay(
            DriftBacktest backtest, @Nullable Instant first, @Nullable Instant end)
            throws InterruptedException {
        try (Progress bar = Progress.start(context.terminal(), "Replaying", " photos", -1)) {
            return backtest.run(first, end, bar::stepTo);
        }
    }

    private void print(DriftBacktest.Outcome outcome) throws IOException {
        if (format.json(context.terminal())) {
            ObjectMapper mapper = Json.mapper();
            context.out().println(mapper.writeValueAsString(outcome));
            return;
        }
        for (DriftAlert alert : outcome.alerts()) {
            context.out()
                    .printf(
                            "%s  %-8s %s: %s%n",
                            alert.ended() == null ? alert.since() : alert.ended(),
                            alert.event().name().toLowerCase(Locale.ROOT),
                            alert.key(),
                            alert.sentence());
        }
        context.out()
                .printf(
                        Locale.ROOT,
                        "%s, %d too late; windows: %d stable, %d drift, %d with insufficient data; %s told%n",
                        Plural.of(outcome.photos(), "photo"),
                        outcome.tooLate(),
                        outcome.windows().getOrDefault(Verdict.STABLE, 0),
                        outcome.windows().getOrDefault(Verdict.DRIFT, 0),
                        outcome.windows().getOrDefault(Verdict.INSUFFICIENT_DATA, 0),
                        Plural.of(outcome.alerts().size(), "alert"));
        if (outcome.checked() > 0) {
            context.out()
                    .printf(
                            Locale.ROOT,
                            "Permutation check of %s above 0.01: mean difference %.3f, largest %.3f%n",
                            Plural.of(outcome.checked(), "p-value"),
                            outcome.mean(),
                            outcome.worst());
        }
    }
}
