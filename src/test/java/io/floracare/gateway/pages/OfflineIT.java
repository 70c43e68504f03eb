package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.pages.Browser.Reader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Photos that are taken where there is no network. */
@Tag("browser")
class OfflineIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;
    private LeafPhotos photos;

    @BeforeEach
    void draw() {
        photos = new LeafPhotos(folder);
    }

    @Test
    void photos_wait_for_the_network_and_are_sent_once_it_is_back() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.offline(true);
            browser.choose(photos.small(1021), photos.small(1022));

            browser.awaitCards(2, "Waiting for the network");
            assertThat(browser.text("#cards")).contains("Kept on this device");
            assertThat(browser.text("#notices")).contains("No connection");
            long before = SITE.countResults();
            browser.offline(false);

            browser.await(".card[data-state=done]", 2);
            browser.await("no notice", each -> each.all("#notices .notice").isEmpty());
            browser.await("two more results", each -> SITE.countResults() == before + 2);
        }
    }

    @Test
    void waiting_photos_outlive_a_reload_without_a_network() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.awaitServiceWorker();
            browser.offline(true);
            browser.choose(photos.small(1023), photos.small(1024), photos.small(1025));
            browser.awaitCards(3, "Waiting for the network");

            browser.reload();
            browser.awaitCards(3, "Waiting for the network");
            assertThat(browser.text("#question")).isEqualTo("What is wrong with this leaf?");
            browser.offline(false);

            browser.await(".card[data-state=done]", 3);
            browser.reload();
            browser.await(".past", 3);
        }
    }

    @Test
    void the_page_changes_its_language_without_a_network() {
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.awaitServiceWorker();
            browser.offline(true);

            browser.find("#language option[value=fr]").click();

            browser.await("French", each -> each.text("#question").equals("Qu’a cette feuille ?"));
        }
    }
}
