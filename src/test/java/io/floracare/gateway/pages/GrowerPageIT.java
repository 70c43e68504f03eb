package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.floracare.app.GatewayProcess;
import io.floracare.gateway.pages.Browser.Reader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a grower does, from the photo to the advice. */
@Tag("browser")
class GrowerPageIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;
    private LeafPhotos photos;

    @BeforeEach
    void draw() {
        photos = new LeafPhotos(folder);
    }

    @Test
    void a_photo_is_answered_in_plain_words() {
        Path leaf = SITE.photo(photos, "ok");
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(leaf);

            WebElement card = browser.await(".card[data-state=done]");
            assertThat(card.findElement(By.cssSelector(".card-title")).getText())
                    .isNotBlank()
                    .doesNotContain("___");
            assertThat(card.findElement(By.cssSelector(".sure")).getText())
                    .containsPattern("sure|Leaning")
                    .contains("%");
            assertThat(card.findElement(By.cssSelector(".step")).getText())
                    .startsWith("What to do next");
            assertThat(card.findElement(By.cssSelector("img")).getAttribute("alt"))
                    .contains(leaf.getFileName().toString());
            assertThat(browser.find("#announcements").getAttribute("textContent"))
                    .contains(card.findElement(By.cssSelector(".card-title")).getText());
            browser.assertQuiet();
        }
    }

    @Test
    void an_unsure_answer_asks_for_a_closer_photo() {
        Path leaf = SITE.photo(photos, "uncertain");
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(leaf);

            WebElement card = browser.await(".card[data-verdict=unsure]");
            assertThat(card.getText())
                    .contains(
                            "Not sure: take a closer photo of one leaf", "What it looked most like")
                    .doesNotContain("What to do next");
            browser.assertQuiet();
        }
    }

    @Test
    void several_photos_are_answered_in_the_order_in_which_they_were_chosen() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/");
            browser.choose(photos.small(1), photos.small(2), photos.small(3), photos.small(4));

            assertThat(browser.await(".card[data-state=done]", 4))
                    .extracting(card ->
                            card.findElement(By.cssSelector(".caption")).getText().split(" ", 2)[0])
                    .containsExactly("leaf-1.jpg", "leaf-2.jpg", "leaf-3.jpg", "leaf-4.jpg");
            browser.assertQuiet();
        }
    }

    @Test
    void a_large_photo_travels_small_and_upright() {
        Path photo = photos.rotated12Megapixels(5);
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(photo);

            WebElement image = browser.await(".card[data-state=done] img");
            assertThat(
                            browser.run(
                                    "return arguments[0].naturalWidth + 'x' + arguments[0].naturalHeight",
                                    image))
                    .isEqualTo("480x640");
            browser.await(
                    "960 × 1280 pixels", each -> SITE.latestImage().get("width").asInt() == 960);
            assertThat(SITE.latestImage().get("height").asInt()).isEqualTo(1280);
            assertThat(SITE.latestImage().get("bytes").asLong()).isLessThan(600_000);
            browser.assertQuiet();
        }
    }

    @Test
    void a_file_that_is_no_photo_gets_a_clear_sentence_and_can_be_removed() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(photos.junk());

            WebElement card = browser.await(".card[data-verdict=failed]");
            assertThat(card.getText())
                    .contains("This file is not a photo", "Choose a photo in JPEG, PNG or WebP");
            assertThat(card.findElements(By.cssSelector("button")))
                    .extracting(WebElement::getText)
                    .containsExactly("Try another photo", "Remove");
            card.findElements(By.cssSelector("button")).get(1).click();
            browser.await(".card", 0);
            browser.assertQuiet();
        }
    }

    @Test
    void earlier_photos_stay_on_the_device_until_they_are_deleted() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(photos.small(1), photos.small(2));
            browser.await(".card[data-state=done]", 2);
            String title = browser.text(".card-title");

            browser.reload();
            browser.await(".past", 2);
            assertThat(browser.text("#history")).contains(title);
            browser.find(".past summary").click();
            browser.await(".past[open] .card-photo img");

            browser.find("#forget").click();
            browser.find("#forget-dialog [value=no]").click();
            browser.await(".past", 2);
            browser.find("#forget").click();
            browser.find("#forget-dialog [value=yes]").click();
            browser.await(".past", 0);
            browser.reload();
            browser.await(".past", 0);
            browser.assertQuiet();
        }
    }

    @Test
    void dropped_photos_are_taken_too() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/");
            browser.run(
                    """
                    const canvas = document.createElement("canvas");
                    canvas.width = canvas.height = 300;
                    canvas.getContext("2d").fillRect(0, 0, 300, 300);
                    canvas.toBlob((blob) => {
                      const data = new DataTransfer();
                      data.items.add(new File([blob], "dropped.png", { type: "image/png" }));
                      document.getElementById("drop").dispatchEvent(
                          new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
                    });
                    """);

            assertThat(browser.await(".card[data-state=done]").getText()).contains("dropped.png");
        }
    }

    @Test
    void it_can_be_installed() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.awaitServiceWorker();

            assertThat(
                            browser.cdp("Page.getInstallabilityErrors", Map.of())
                                    .get("installabilityErrors"))
                    .asInstanceOf(LIST)
                    .noneMatch(error ->
                            error.toString().contains("manifest")
                                    || error.toString().contains("icon"));
            assertThat(browser.cdp("Page.getAppManifest", Map.of()).get("errors"))
                    .isEqualTo(List.of());
        }
    }

    @Test
    void over_plain_http_everything_works_but_opening_without_a_network() {
        try (GatewayProcess open = SITE.beside(Map.of("auth.mode", "off"));
                Browser browser =
                        Browser.open(
                                URI.create("http://garden.test:" + open.gateway().port()),
                                Reader.phone(),
                                "--host-resolver-rules=MAP garden.test 127.0.0.1")) {
            browser.go("/");

            assertThat(browser.run("return isSecureContext")).isEqualTo(false);
            assertThat(browser.text("#notices")).contains("Opened without encryption");
            browser.choose(photos.small(1));
            browser.await(".card[data-state=done]");
            browser.reload();
            browser.await(".past", 1);
            browser.assertQuiet();
        }
    }
}
