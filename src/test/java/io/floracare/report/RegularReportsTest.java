package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularReportsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:20:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;

    private final List<Instant> asked = new ArrayList<>();
    private boolean broken;

    @Test
    void a_report_is_made_at_the_start_and_at_each_full_period() throws Exception {
        RegularReports reports = reports();

        assertThat(reports.run(NOW)).isTrue();
        assertThat(reports.run(NOW.plus(Duration.ofMinutes(39)))).isFalse();
        assertThat(reports.run(NOW.plus(Duration.ofMinutes(41)))).isTrue();

        assertThat(files())
                .containsExactly(
                        "drift-2026-05-01T10-00-00Z.html",
                        "drift-2026-05-01T10-00-00Z.json",
                        "drift-2026-05-01T11-00-00Z.html",
                        "drift-2026-05-01T11-00-00Z.json",
                        "latest.html",
                        "latest.json");
        assertThat(folder.resolve("reports/latest.html"))
                .hasSameBinaryContentAs(folder.resolve("reports/drift-2026-05-01T11-00-00Z.html"));
    }

    @Test
    void of_several_that_were_missed_the_last_is_made() throws Exception {
        RegularReports reports = reports();
        reports.run(NOW);
        reports.run(NOW.plus(Duration.ofHours(5)));

        assertThat(asked)
                .containsExactly(
                        Instant.parse("2026-05-01T10:00:00Z"),
                        Instant.parse("2026-05-01T15:00:00Z"));
    }

    @Test
    void one_that_fails_is_tried_again() throws Exception {
        RegularReports reports = reports();
        broken = true;

        assertThat(reports.run(NOW)).isFalse();
        broken = false;
        assertThat(reports.run(NOW)).isTrue();
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        FolderReportStore store = new FolderReportStore(file);

        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> store.put("latest.html", new byte[1])))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.resolve("latest.html") + " cannot be written: ");
    }

    private RegularReports reports() {
        return new RegularReports(
                this::read,
                new FolderReportStore(folder.resolve("reports")),
                HOUR,
                Duration.ofDays(1),
                NOW);
    }

    private DriftSummary read(Instant from, Instant to, Segment shown) throws IOException {
        if (broken) {
            throw new IOException("the broker does not answer");
        }
        assertThat(from).isEqualTo(to.minus(Duration.ofDays(1)));
        asked.add(to);
        return new ReportRecords(from, to, shown).summary(to);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("reports"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
