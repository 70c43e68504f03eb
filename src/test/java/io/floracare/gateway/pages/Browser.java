package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium with a profile of its own, which keeps nothing. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final URI site;

    private Browser(ChromeDriver driver, URI site) {
        this.driver = driver;
        this.site = site;
    }

    /** How the browser's user sees and speaks. */
    record Reader(String language, int width, boolean dark, boolean touch) {
        static Reader phone() {
            return new Reader("en", 390, false, true);
        }

        static Reader desk() {
            return new Reader("en", 1440, false, false);
        }

        Reader speaking(String other) {
            return new Reader(other, width, dark, touch);
        }

        Reader inTheDark() {
            return new Reader(language, width, true, touch);
        }
    }

    static Browser open(URI site, Reader reader, String... arguments) {
        ChromeOptions options = new ChromeOptions();
        Path chromium = Path.of("/usr/bin/chromium");
        if (Files.exists(chromium)) {
            options.setBinary(chromium.toString());
        }
        // The sandbox asks for rights that build machines do not give, and /dev/shm is small there.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.addArguments("--window-size=" + Math.max(reader.width(), 500) + ",1000");
        options.addArguments("--lang=" + reader.language());
        options.addArguments(arguments);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", reader.language()));
        if (reader.touch()) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of(
                            "deviceMetrics",
                            Map.of("width", reader.width(), "height", 844, "pixelRatio", 2.0)));
        }
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        ChromeDriver driver =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(chromedriver().toFile())
                                .build(),
                        options);
        Browser browser = new Browser(driver, site);
        browser.cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        reader.dark() ? "dark" : "light"))));
        return browser;
    }

    private static Path chromedriver() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                "these tests need chromium and chromedriver"
                                        + " (Debian: chromium-driver)"));
    }

    ChromeDriver driver() {
        return driver;
    }

    Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    void go(String path) {
        driver.get(site.resolve(path).toString());
        await("#app:not([hidden])");
    }

    void reload() {
        driver.navigate().refresh();
        await("#app:not([hidden])");
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits for an element. */
    WebElement await(String css) {
        return patient().until(each -> find(css));
    }

    /** Waits until so many elements are there. */
    List<WebElement> await(String css, int count) {
        await(count + " of " + css, each -> all(css).size() == count);
        return all(css);
    }

    void await(String what, Predicate<Browser> condition) {
        patient()
                .withMessage(() -> what + "; the page says: " + text("body"))
                .until(each -> condition.test(this));
    }

    /** Waits until so many cards are there, each under this title. */
    void awaitCards(int count, String title) {
        await(
                count + " cards '" + title + "'",
                each ->
                        each.all(".card-title").stream()
                                .map(WebElement::getText)
                                .toList()
                                .equals(Collections.nCopies(count, title)));
    }

    private WebDriverWait patient() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.ignoring(StaleElementReferenceException.class);
        return wait;
    }

    String text(String css) {
        return find(css).getText();
    }

    /** Chooses photos as a person does in the browser's dialog. */
    void choose(Path... photos) {
        find("#choose")
                .sendKeys(Stream.of(photos).map(Path::toString).collect(Collectors.joining("\n")));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(String.join("", keys)).perform();
    }

    /** Presses the tab key until an element has the focus. */
    void tabTo(String css) {
        for (int presses = 0; presses < 60; presses++) {
            press(Keys.TAB);
            if (driver.switchTo().activeElement().equals(find(css))) {
                return;
            }
        }
        throw new AssertionError("the tab key does not reach " + css);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Cuts the page off, or lets it back. */
    void offline(boolean offline) {
        cdp("Network.enable", Map.of());
        cdp(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        offline,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** Waits until the page opens without a network. */
    void awaitServiceWorker() {
        run("return navigator.serviceWorker.ready.then(() => true)");
        await(
                "a worker",
                each -> run("return navigator.serviceWorker.controller !== null").equals(true));
    }

    /**
     * Complaints in the console since the last call. Those about refused requests are not counted,
     * nor those about a header that a browser has no use for on plain HTTP.
     */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("browser")) {
            boolean expected =
                    entry.getMessage().contains("Failed to load resource")
                            || entry.getMessage().contains("Cross-Origin-Opener-Policy header");
            if (entry.getLevel().intValue() >= Level.WARNING.intValue() && !expected) {
                complaints.add(entry.getMessage());
            }
        }
        return complaints;
    }

    /**
     * Where the page's requests went since the last call, as origins; pictures of its own aside.
     */
    List<String> origins() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message ->
                        message.replaceFirst(
                                "(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(url -> !url.startsWith("blob:" + site))
                .map(URI::create)
                .map(url -> url.getScheme() + "://" + url.getAuthority())
                .distinct()
                .toList();
    }

    /** Nothing was complained of, and nothing but this site was asked. */
    void assertQuiet() {
        assertThat(complaints()).isEmpty();
        assertThat(origins()).containsExactly(site.getScheme() + "://" + site.getAuthority());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
