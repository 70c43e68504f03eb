package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.app.GatewayProcess;
import io.floracare.gateway.auth.key.KeyFile;
import io.floracare.gateway.auth.key.KeyStore;
import io.floracare.gateway.auth.key.NewKey;
import io.floracare.gateway.pages.Browser.Reader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both pages of a gateway that wants to know who is asking. */
@Tag("browser")
class SignInIT {
    private static final Clock CLOCK = Clock.systemUTC();

    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;
    private LeafPhotos photos;
    private KeyStore keys;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        photos = new LeafPhotos(folder);
        Path file = folder.resolve("keys.json");
        keys = new KeyStore(new KeyFile(file), CLOCK, new SecureRandom());
        secret("first", "predict", null);
        gateway = SITE.beside(Map.of("auth.mode", "required", "auth.keys.file", file.toString()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_invitation_lets_a_grower_in_for_good() throws IOException {
        String code = secret("Rosa", "predict", CLOCK.instant().plus(Duration.ofHours(1)));
        try (Browser browser = open()) {
            browser.driver().get(address().resolve("/invite#" + code).toString());
            browser.find("button[type=submit]").click();
            browser.await("#app:not([hidden])");

            assertThat(browser.all("#notices .notice")).isEmpty();
            browser.choose(photos.small(1061));
            browser.await(".card[data-state=done]");
            browser.reload();
            browser.choose(photos.small(1062));
            browser.await(".card[data-state=done]");
        }
        try (Browser another = open()) {
            another.driver().get(address().resolve("/invite#" + code).toString());
            another.find("button[type=submit]").click();

            another.await("a refusal", each -> !each.text("[role=alert]").isEmpty());
        }
    }

    @Test
    void without_an_invitation_the_page_says_how_to_get_in_and_photos_wait() throws IOException {
        String key = secret("field station", "predict", null);
        try (Browser browser = open()) {
            browser.go("/");
            assertThat(browser.await("#notices .notice").getText())
                    .contains("Who is asking?", "invitation");
            browser.choose(photos.small(1063));
            browser.awaitCards(1, "Waiting for you to get in");

            browser.find("#key").sendKeys("not-a-key");
            browser.find(".key button").click();
            browser.await(
                    "a refusal",
                    each -> each.text(".remark").equals("This key is not accepted here."));
            browser.find("#key").clear();
            browser.find("#key").sendKeys(key);
            browser.find(".key button").click();

            browser.await(".card[data-state=done]");
            browser.await("#notices .notice", 0);
            assertThat(
                            browser.run("return JSON.stringify(localStorage) + document.cookie")
                                    .toString())
                    .doesNotContain(key);
        }
    }

    @Test
    void the_engineers_page_asks_for_a_key_that_may_see_it() throws IOException {
        String grower = secret("grower", "predict", null);
        String engineer = secret("engineer", "admin", null);
        try (Browser browser = open()) {
            browser.go("/ops");
            browser.await("#key").sendKeys(grower);
            browser.find(".key button").click();
            browser.await("a refusal", each -> !each.text(".remark").isEmpty());
            browser.find("#key").clear();
            browser.find("#key").sendKeys(engineer);
            browser.find(".key button").click();

            browser.await("contact", each -> each.text("#link").equals("Live"));
            String id = SITE.predict(photos.small(1064)).get("id").asText();
            browser.await("a result of somebody else", each -> each.text("#latest").contains(id));
        }
    }

    private String secret(String name, String scope, @Nullable Instant takeUntil)
            throws IOException {
        return keys.create(new NewKey(name, Set.of(scope), null, takeUntil)).secret().text();
    }

    private Browser open() {
        return Browser.open(address(), Reader.phone());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + gateway.gateway().port());
    }
}
