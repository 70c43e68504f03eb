package io.floracare.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.Settings;
import io.floracare.embedded.EmbeddedS3;
import io.floracare.model.s3.S3Options;
import io.floracare.report.ReportRecords;
import io.floracare.report.ReportSource;
import io.floracare.testing.KafkaProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regular reports on their timer, into a folder and into a real S3 server. */
final class ReportTimerIT {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-05-01T10:20:00Z"), ZoneOffset.UTC);
    private static final ReportSource NOTHING =
            (from, to, shown) -> new ReportRecords(from, to, shown).summary(to);

    @TempDir Path folder;

    @Test
    void reports_go_to_a_bucket() throws Exception {
        EmbeddedS3.Keys keys = new EmbeddedS3.Keys("access-key", "a-secret-of-some-length");
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder, 0, keys)) {
            s3.createBucket("reports");
            Settings settings =
                    TestSettings.of(
                            "s3.endpoint=http://127.0.0.1:" + s3.port(),
                            "s3.path.style=true",
                            "drift.report.to=s3://reports/drift/weekly",
                            "drift.report.every=1h");
            try (ReportTimer _ =
                    ReportTimer.start(
                            settings,
                            new S3Options.Keys(keys.accessKey(), keys.secretKey()),
                            NOTHING,
                            CLOCK)) {
                Path bucket = folder.resolve("reports/drift/weekly");
                KafkaProbe.until(() -> Files.exists(bucket.resolve("latest.json")));
                assertThat(bucket.resolve("drift-2026-05-01T10-00-00Z.html"))
                        .content()
                        .contains("Nothing was reported in this time.");
            }
        }
    }

    @Test
    void reports_go_to_a_folder() throws Exception {
        Settings settings = TestSettings.of("drift.report.to=" + folder.resolve("out"));
        try (ReportTimer _ = ReportTimer.start(settings, null, NOTHING, CLOCK)) {
            KafkaProbe.until(() -> Files.exists(folder.resolve("out/latest.json")));
        }
        assertThat(folder.resolve("out/drift-2026-05-01T00-00-00Z.json")).exists();
    }

    @Test
    void nothing_runs_unless_it_is_asked_for() {
        try (ReportTimer _ = ReportTimer.start(TestSettings.of(), null, NOTHING, CLOCK)) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("drift-reports"));
        }
    }
}
