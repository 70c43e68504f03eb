package io.floracare.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.drift.SampleReports;
import io.floracare.drift.Segment;
import io.floracare.drift.Verdict;
import io.floracare.message.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportRecordsTest {
    private static final Instant START = SampleReports.START;
    private static final Instant END = START.plus(Duration.ofHours(6));

    private final SampleReports sample = new SampleReports(6, 6, 6);
    private final ReportRecords records = new ReportRecords(START, END, Segment.ALL);

    @Test
    void of_a_window_the_highest_revision_counts_whatever_the_order() throws Exception {
        byte[] first = sample.reports().getFirst();
        records.addReport(revised(first, 2, "insufficient-data"));
        records.addReport(revised(first, 1, "drift"));
        records.addReport(first);

        DriftSummary summary = records.summary(END);

        assertThat(summary.models()).hasSize(1);
        assertThat(summary.models().getFirst().history())
                .extracting(WindowPoint::verdict)
                .containsExactly(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void windows_of_another_time_are_left_out() {
        ReportRecords later = new ReportRecords(START.plus(Duration.ofHours(2)), END, Segment.ALL);
        sample.reports().forEach(later::addReport);

        assertThat(later.summary(END).models().getFirst().history())
                .extracting(WindowPoint::start)
                .startsWith(START.plus(Duration.ofHours(2)))
                .hasSize(4);
    }

    @Test
    void values_that_are_no_reports_are_counted_and_passed_over() {
        for (String value : List.of("", "null", "[]", "{}", "{\"start\":3}", "\u0000")) {
            records.addReport(value.getBytes(UTF_8));
            records.addQuality(value.getBytes(UTF_8));
            records.addAccuracy(value.getBytes(UTF_8));
            records.addAlert(value.getBytes(UTF_8));
        }

        assertThat(records.undecodable()).isEqualTo(24);
        assertThat(records.summary(END).models()).isEmpty();
    }

    @Test
    void segments_are_told_apart_and_all_comes_first() {
        sample.reports().forEach(records::addReport);

        assertThat(records.summary(END).models().getFirst().segments())
                .extracting(history -> history.segment().toString())
                .startsWith("all", "crop=apple", "crop=bean");
    }

    @Test
    void a_summary_is_json_that_programs_read() throws Exception {
        sample.reports().forEach(records::addReport);

        var json = Json.mapper().valueToTree(records.summary(END));

        assertThat(json.at("/outlook").asText()).isEqualTo("stable");
        assertThat(json.at("/models/0/detail/verdict").asText()).isEqualTo("stable");
        assertThat(json.at("/models/0/history").size()).isEqualTo(6);
    }

    private static byte[] revised(byte[] report, int revision, String verdict) throws IOException {
        ObjectNode node = (ObjectNode) Json.mapper().readTree(report);
        return Json.mapper()
                .writeValueAsBytes(node.put("revision", revision).put("verdict", verdict));
    }
}
