package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.pages.Browser.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Both pages without a pointer. The browser's own dialog to choose files is not part of them. */
@Tag("browser")
class KeyboardIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;

    @Test
    void a_photo_is_chosen_read_and_deleted_by_keys_alone() {
        LeafPhotos photos = new LeafPhotos(folder);
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/");
            browser.tabTo("#choose");
            browser.driver()
                    .switchTo()
                    .activeElement()
                    .sendKeys(SITE.photo(photos, "uncertain").toString());
            browser.await(".card[data-state=done]");

            assertThat(browser.driver().switchTo().activeElement())
                    .isEqualTo(browser.find("#choose"));
            browser.tabTo(".card summary");
            boolean open = browser.find(".card details").getAttribute("open") != null;
            browser.press(Keys.ENTER);
            browser.await(
                    "the list",
                    each -> open == (each.find(".card details").getAttribute("open") == null));

            browser.reload();
            browser.tabTo(".past summary");
            browser.press(Keys.SPACE);
            browser.await(".past[open]");
            browser.tabTo("#forget");
            browser.press(Keys.ENTER);
            browser.await("#forget-dialog[open]");
            browser.press(Keys.ESCAPE);
            browser.await("#forget-dialog:not([open])");
            assertThat(browser.driver().switchTo().activeElement())
                    .isEqualTo(browser.find("#forget"));
            browser.press(Keys.ENTER);
            browser.tabTo("#forget-dialog [value=yes]");
            browser.press(Keys.ENTER);
            browser.await(".past", 0);
        }
    }

    @Test
    void the_language_is_chosen_by_keys() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/");
            browser.tabTo("#language");
            browser.press(Keys.ARROW_DOWN);

            browser.await("Spanish", each -> each.text("#question").startsWith("¿Qué le pasa"));
        }
    }

    @Test
    void the_focus_goes_from_top_to_bottom_and_is_seen() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/");
            List<Number> tops = new ArrayList<>();
            // Four stops, and one more when the browser offers to install the page.
            for (int i = 0; i < 5; i++) {
                browser.press(Keys.TAB);
                if (Boolean.TRUE.equals(
                        browser.run("return document.activeElement === document.body"))) {
                    break;
                }
                tops.add(
                        (Number)
                                browser.run(
                                        "return document.activeElement.getBoundingClientRect().top"));
                assertThat(
                                browser.run(
                                        """
                                        const element = document.activeElement.closest(".button") ?? document.activeElement;
                                        return getComputedStyle(element).outlineStyle !== "none";
                                        """))
                        .isEqualTo(true);
            }

            assertThat(tops).hasSizeGreaterThanOrEqualTo(4);
            assertThat(tops.getLast().doubleValue()).isGreaterThan(tops.get(1).doubleValue());
        }
    }

    @Test
    void the_engineers_page_is_reached_by_keys() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/ops");
            browser.tabTo("#hold");
            browser.press(Keys.SPACE);

            browser.await("#hold[aria-pressed=true]");
        }
    }
}
