package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.floracare.drift.SampleReports;
import io.floracare.drift.Segment;
import io.floracare.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What programs read of a report is as its schema says. */
class SummarySchemaTest {
    private static final String ROOT = "https://schemas.test/";

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(SummarySchemaTest::resource))
                .getSchema(SchemaLocation.of(ROOT + "schemas/drift-summary.schema.json"));
    }

    private static String resource(String address) {
        String path = address.replace(ROOT, "/");
        try (InputStream in = SummarySchemaTest.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String summary(int hours, int from, int to) throws IOException {
        SampleReports sample = new SampleReports(hours, from, to);
        ReportRecords records =
                new ReportRecords(
                        SampleReports.START,
                        SampleReports.START.plus(Duration.ofHours(hours)),
                        Segment.ALL);
        sample.reports().forEach(records::addReport);
        sample.quality().forEach(records::addQuality);
        records.addAccuracy(sample.accuracy());
        sample.alerts("Changed.").forEach(records::addAlert);
        return Json.mapper()
                .writeValueAsString(
                        records.summary(SampleReports.START.plus(Duration.ofHours(hours))));
    }

    @Test
    void a_report_with_drift_alerts_labels_and_hopping_windows_is_valid() throws IOException {
        String json = summary(12, 6, 9);

        assertThat(json).contains("\"hopping\":[{", "\"alerts\":[{", "\"realised\":[{");
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void a_report_of_nothing_is_valid() throws IOException {
        String json =
                Json.mapper()
                        .writeValueAsString(
                                new ReportRecords(
                                                SampleReports.START,
                                                SampleReports.START.plusSeconds(60),
                                                Segment.ALL)
                                        .summary(SampleReports.START));

        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void what_is_no_report_is_not_valid() throws IOException {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(summary(6, 2, 3));
        ((ObjectNode) json.at("/models/0/detail")).put("verdict", "perhaps");

        assertThat(schema().validate(json.toString(), InputFormat.JSON)).isNotEmpty();
        json.remove("models");
        assertThat(schema().validate(json.toString(), InputFormat.JSON)).isNotEmpty();
    }
}
