package io.floracare.app;

import io.floracare.config.ReportSettings;
import io.floracare.config.Settings;
import io.floracare.model.s3.S3Access;
import io.floracare.model.s3.S3Options;
import io.floracare.report.FolderReportStore;
import io.floracare.report.RegularReports;
import io.floracare.report.ReportSource;
import io.floracare.report.ReportStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes regular reports while the drift process runs, as the settings want them. */
public final class ReportTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReportTimer.class);
    private static final long LOOK_MILLIS = 10_000;
    private static final String SCHEME = "s3://";

    private final @Nullable ScheduledExecutorService timer;
    private final @Nullable S3Access s3;

    private ReportTimer(@Nullable ScheduledExecutorService timer, @Nullable S3Access s3) {
        this.timer = timer;
        this.s3 = s3;
    }

    /**
     * Starts what {@code drift.report.to} asks for, which may be nothing.
     *
     * @param keys S3 credentials; null for the AWS SDK's default chain
     */
    public static ReportTimer start(Settings settings, S3Options.@Nullable Keys keys, Clock clock) {
        return start(settings, keys, new DriftTopicReader(settings, clock), clock);
    }

    static ReportTimer start(
            Settings settings, S3Options.@Nullable Keys keys, ReportSource source, Clock clock) {
        ReportSettings reports = settings.reports();
        if (reports.to().isEmpty()) {
            return new ReportTimer(null, null);
        }
        String to = reports.to().get();
        S3Access s3 =
                to.startsWith(SCHEME)
                        ? S3Access.open(ClassifierProcess.options(settings, keys))
                        : null;
        ReportStore store = s3 == null ? new FolderReportStore(Path.of(to)) : inBucket(s3, to);
        RegularReports regular =
                new RegularReports(source, store, reports.every(), reports.span(), clock.instant());
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("drift-reports").daemon().factory());
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> run(regular, clock), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return new ReportTimer(timer, s3);
    }

    private static ReportStore inBucket(S3Access s3, String to) {
        String rest = to.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        return new S3ReportStore(
                s3.bucket(bucket),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    /** A timer that throws would never run again. */
    private static void run(RegularReports regular, Clock clock) {
        try {
            regular.run(clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A drift report failed");
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (s3 != null) {
            s3.close();
        }
    }
}
