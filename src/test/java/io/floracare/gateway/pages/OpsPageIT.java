package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.pages.Browser.Reader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an engineer sees. Each test sends leaves of its own: an answer that the gateway remembers
 * makes no result.
 */
@Tag("browser")
class OpsPageIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;

    @Test
    void figures_models_and_results_are_there() {
        SITE.predict(new LeafPhotos(folder).small(1040));
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/ops");

            browser.await("a model", each -> each.text("#models").startsWith("leaf-disease"));
            browser.await("a share", each -> each.text("#answered").endsWith("%"));
            assertThat(browser.text("#link")).isEqualTo("Live");
            assertThat(browser.text("#latency")).isNotEqualTo("–");
            assertThat(browser.text("#latest")).containsPattern("Answered|Uncertain");
            assertThat(browser.find("#chart-lag").getAttribute("aria-label"))
                    .startsWith("Lag by lane");
            browser.assertQuiet();
        }
    }

    @Test
    void results_appear_as_they_come_unless_they_are_held() {
        LeafPhotos photos = new LeafPhotos(folder);
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/ops");
            browser.await("contact", each -> each.text("#link").equals("Live"));
            String id = SITE.predict(photos.small(1041)).get("id").asText();
            browser.await("the result", each -> each.text("#latest").contains(id));

            browser.find("#hold").click();
            String held = SITE.predict(photos.small(1042)).get("id").asText();
            String later = SITE.predict(photos.small(1043)).get("id").asText();
            assertThat(browser.text("#latest")).doesNotContain(held, later);
            browser.find("#hold").click();
            browser.await(
                    "both",
                    each ->
                            each.text("#latest").contains(held)
                                    && each.text("#latest").contains(later));
            browser.assertQuiet();
        }
    }

    @Test
    void a_lost_server_is_said() {
        try (Browser browser = Browser.open(SITE.address(), Reader.desk())) {
            browser.go("/ops");
            browser.await("contact", each -> each.text("#link").equals("Live"));
            browser.offline(true);

            browser.await("the loss", each -> each.text("#link").startsWith("Not reached since"));
            browser.offline(false);
            browser.await("contact again", each -> each.text("#link").equals("Live"));
        }
    }
}
