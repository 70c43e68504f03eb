package io.floracare.cli;

import static io.floracare.cli.OnDisk.Kind.OUTPUT;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.app.DriftTopicReader;
import io.floracare.config.Settings;
import io.floracare.drift.Segment;
import io.floracare.message.Json;
import io.floracare.report.DriftPage;
import io.floracare.report.DriftSummary;
import io.floracare.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drift report}. */
@Command(
        name = "report",
        description =
                "Sums up what the drift topics hold of a time: a sentence, JSON, or a page that needs nothing else.")
final class DriftReportCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofDays(1);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First event time, such as 2026-05-01T10:00:00Z, or a duration back such as P7D (default: a day before --to).")
    private @Nullable Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Event time to end before; as --from (default: now).")
    private @Nullable Moment to;

    @OnDisk(OUTPUT)
    @Option(names = "--out", paramLabel = "FILE.html", description = "Write the page here.")
    private @Nullable Path out;

    @Option(
            names = "--segment",
            paramLabel = "SEGMENT",
            defaultValue = "all",
            description =
                    "Part of the stream that is shown in full: all, crop=tomato, device=…, producer=… (default: ${DEFAULT-VALUE}).")
    private Segment segment = Segment.ALL;

    @Mixin private final FormatOption format = new FormatOption();

    private final CliContext context;

    DriftReportCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Instant now = context.clock().instant();
        Instant end = Objects.requireNonNullElse(Moment.of(to, now), now);
        Instant start = Objects.requireNonNullElse(Moment.of(from, now), end.minus(USUAL));
        if (!start.isBefore(end)) {
            throw UserError.usage("--from " + start + " is not before --to " + end);
        }
        Settings settings = context.tool();
        TopicCatalogue topics = TopicCatalogue.load().withPrefix(settings.topics().prefix());
        try {
            Cluster.check(
                    context,
                    settings,
                    topics.driftReports().name(),
                    topics.driftQuality().name(),
                    topics.driftAccuracy().name(),
                    topics.driftAlerts().name());
            DriftSummary summary =
                    new DriftTopicReader(settings, context.clock()).read(start, end, segment);
            if (out != null) {
                write(out, DriftPage.of(summary));
            }
            print(summary);
        } catch (IOException e) {
            throw UserError.of(e);
        } catch (InterruptedException e) {
            throw new UserError("interrupted", e);
        }
        return ExitCode.OK.number();
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    private void print(DriftSummary summary) {
        if (format.json(context.terminal())) {
            try {
                context.out().println(Json.mapper().writeValueAsString(summary));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a summary is always written", e);
            }
            return;
        }
        context.out().println(summary.verdict());
        if (out != null) {
            context.out().println("The page is " + out);
        }
    }
}
