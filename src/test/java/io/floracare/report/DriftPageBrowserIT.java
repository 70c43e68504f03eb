package io.floracare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.floracare.drift.SampleReports;
import io.floracare.drift.Segment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/** The page in a real browser: fits, loads nothing, and WCAG 2.2 AA as far as axe-core finds it. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftPageBrowserIT {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Path page;

    @BeforeAll
    void write(@TempDir Path folder) throws Exception {
        SampleReports sample = new SampleReports(24, 10, 16);
        Instant end = SampleReports.START.plus(Duration.ofHours(24));
        ReportRecords records = new ReportRecords(SampleReports.START, end, Segment.ALL);
        sample.reports().forEach(records::addReport);
        sample.quality().forEach(records::addQuality);
        records.addAccuracy(sample.accuracy());
        sample.alerts("Changed: brightness").forEach(records::addAlert);
        page = folder.resolve("report.html");
        Files.writeString(page, DriftPage.of(records.summary(end)));
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1440, light", "1440, dark"})
    void the_page_fits_loads_nothing_and_has_no_violations(int width, String scheme) {
        ChromeDriver driver = open(width, scheme);
        try {
            driver.get(page.toUri().toString());

            assertThat(
                            driver.executeScript(
                                    "return document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(
                            driver.executeScript(
                                    "return performance.getEntriesByType('resource').length"))
                    .isEqualTo(0L);
            assertThat(driver.manage().logs().get("browser").getAll())
                    .extracting(LogEntry::getMessage)
                    .isEmpty();
            assertThat(
                            new AxeBuilder()
                                    .withTags(RULES).analyze(driver).getViolations().stream()
                                            .map(Rule::toString))
                    .isEmpty();
        } finally {
            driver.quit();
        }
    }

    private static ChromeDriver open(int width, String scheme) {
        ChromeOptions options = new ChromeOptions();
        Path chromium = Path.of("/usr/bin/chromium");
        if (Files.exists(chromium)) {
            options.setBinary(chromium.toString());
        }
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.addArguments("--window-size=1440,1000");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        if (width < 600) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of(
                            "deviceMetrics",
                            Map.of("width", width, "height", 844, "pixelRatio", 2.0)));
        }
        ChromeDriver driver =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(chromedriver().toFile())
                                .build(),
                        options);
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return driver;
    }

    private static Path chromedriver() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                "these tests need chromium and chromedriver (Debian: chromium-driver)"));
    }
}
