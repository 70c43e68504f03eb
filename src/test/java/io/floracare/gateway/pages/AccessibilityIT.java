package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.floracare.gateway.pages.Browser.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 at level AA as far as axe-core finds it, and zoom. */
@Tag("browser")
class AccessibilityIT {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1440, light", "1440, dark"})
    void the_growers_page_has_no_violations(int width, String scheme) {
        Reader reader = new Reader("en", width, scheme.equals("dark"), width < 600);
        LeafPhotos photos = new LeafPhotos(folder);
        try (Browser browser = Browser.open(SITE.address(), reader)) {
            browser.go("/");
            assertThat(violations(browser)).isEmpty();

            browser.choose(
                    SITE.photo(photos, "ok"), SITE.photo(photos, "uncertain"), photos.junk());
            browser.await(".card[data-state=done]", 2);
            browser.await(".card[data-state=failed]", 1);
            browser.all(".card summary").forEach(summary -> summary.click());
            assertThat(violations(browser)).isEmpty();

            browser.offline(true);
            browser.choose(photos.small(31));
            browser.await(
                    "a wait", each -> each.text("#cards").contains("Waiting for the network"));
            assertThat(violations(browser)).isEmpty();
            browser.offline(false);
            browser.await(".card[data-state=done]", 3);

            browser.reload();
            browser.find(".past summary").click();
            browser.await(".past[open]");
            browser.find("#forget").click();
            assertThat(violations(browser)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1440, light", "1440, dark"})
    void the_engineers_page_has_no_violations(int width, String scheme) {
        Reader reader = new Reader("en", width, scheme.equals("dark"), width < 600);
        SITE.photo(new LeafPhotos(folder), "ok");
        try (Browser browser = Browser.open(SITE.address(), reader)) {
            browser.go("/ops");
            browser.await("#latest .chip");

            assertThat(violations(browser)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops"})
    void at_twice_the_size_nothing_has_to_be_scrolled_sideways(String page) {
        LeafPhotos photos = new LeafPhotos(folder);
        try (Browser browser = Browser.open(SITE.address(), Reader.phone().speaking("es"))) {
            browser.go(page);
            if (page.equals("/")) {
                browser.choose(
                        SITE.photo(photos, "ok"), SITE.photo(photos, "uncertain"), photos.junk());
                browser.await(".card[data-state=done]", 2);
            }
            // Zooming to 200 % halves what the page has: 390 pixels become 195.
            browser.cdp(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 195, "height", 422, "deviceScaleFactor", 4, "mobile", true));

            browser.await(
                    "nothing wider than 195 pixels",
                    each ->
                            each.run("return document.documentElement.scrollWidth <= 195")
                                    .equals(true));
        }
    }

    @Test
    void nothing_moves_for_those_who_asked_for_that() {
        try (Browser browser =
                Browser.open(SITE.address(), Reader.desk(), "--force-prefers-reduced-motion")) {
            browser.go("/");

            assertThat(
                            browser.run(
                                    """
                                    return [...document.querySelectorAll("*")]
                                      .filter((element) => getComputedStyle(element).transitionDuration !== "0s"
                                        || getComputedStyle(element).animationName !== "none").length;
                                    """))
                    .isEqualTo(0L);
        }
    }

    private static List<String> violations(Browser browser) {
        return new AxeBuilder()
                .withTags(RULES).analyze(browser.driver()).getViolations().stream()
                        .map(AccessibilityIT::inWords)
                        .toList();
    }

    private static String inWords(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
