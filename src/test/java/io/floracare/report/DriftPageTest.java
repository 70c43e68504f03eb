package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.drift.SampleReports;
import io.floracare.drift.Segment;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class DriftPageTest {
    private static final Instant NOW = Instant.parse("2026-05-02T00:00:00Z");
    private static final Pattern SVG = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

    @Test
    void says_in_a_sentence_what_changed_and_shows_everything() throws IOException {
        DriftSummary summary = summary(24, 10, 24, "Changed: brightness");
        String page = DriftPage.of(summary);
        keep(page, "drift");

        assertThat(summary.outlook()).isEqualTo(Outlook.DRIFT);
        assertThat(page)
                .contains("Since 1 May 2026 10:00 UTC photos differ from the baseline:")
                .contains("brightness is lower", "sharpness is lower")
                .contains("What changed most", "Change over time", "Parts of the stream")
                .contains("What the model answered", "How often answers are right")
                .contains("What was taken for what", "Quality of the photos", "Alerts")
                .contains("Look at these photos", "How to read this");
    }

    @Test
    void a_change_that_is_over_is_called_so() throws IOException {
        String page = DriftPage.of(summary(24, 10, 14, "Changed"));
        keep(page, "recovered");

        assertThat(page).contains("Drift, now over", "until 1 May 2026 14:00 UTC");
    }

    @Test
    void says_when_nothing_changed() {
        assertThat(DriftPage.of(summary(6, 24, 24, "none")))
                .contains("No window differs from the baseline by more than chance.");
    }

    @Test
    void says_when_nothing_was_reported() {
        DriftSummary nothing =
                new ReportRecords(SampleReports.START, NOW, Segment.ALL).summary(NOW);

        assertThat(nothing.outlook()).isEqualTo(Outlook.INSUFFICIENT_DATA);
        assertThat(DriftPage.of(nothing)).contains("Nothing was reported in this time.");
    }

    @Test
    void is_self_contained_and_small() {
        String page = DriftPage.of(summary(24 * 7, 100, 120, "Changed"));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).as("bytes").isLessThan(500_000);
        assertThat(page).doesNotContain("http:", "https:", "<script", "<img", "<link", "@import");
    }

    @Test
    void text_of_others_is_never_markup() {
        String evil = "</td><script>alert('x')</script>\"&";
        String page = DriftPage.of(summary(12, 8, 12, evil));

        assertThat(page)
                .doesNotContain("<script>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;")
                .contains("device phone-&lt;7&gt;");
    }

    @Test
    void charts_are_well_formed_and_have_names_of_their_own() throws Exception {
        String page = DriftPage.of(summary(24, 10, 24, "Changed"));
        List<String> ids = new ArrayList<>();
        List<String> charts = SVG.matcher(page).results().map(match -> match.group()).toList();
        for (String chart : charts) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(chart)));
            Pattern.compile(" id=\"([^\"]*)\"")
                    .matcher(chart)
                    .results()
                    .forEach(match -> ids.add(match.group(1)));
            assertThat(chart).doesNotContain("rgb(").contains("aria-label=\"");
        }

        assertThat(charts).hasSizeGreaterThan(10);
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static DriftSummary summary(int hours, int from, int to, String sentence) {
        SampleReports sample = new SampleReports(hours, from, to);
        ReportRecords records =
                new ReportRecords(
                        SampleReports.START,
                        SampleReports.START.plus(Duration.ofHours(hours)),
                        Segment.ALL);
        sample.reports().forEach(records::addReport);
        sample.quality().forEach(records::addQuality);
        records.addAccuracy(sample.accuracy());
        sample.alerts(sentence).forEach(records::addAlert);
        assertThat(records.undecodable()).isZero();
        return records.summary(NOW);
    }

    /** For people to look at. */
    private static void keep(String page, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "drift-pages"));
        Files.writeString(folder.resolve(name + ".html"), page);
    }
}
