package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.gateway.pages.Browser.Reader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("browser")
class LanguagesIT {
    @RegisterExtension static final Site SITE = new Site();

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "en-US, en, What is wrong with this leaf?, What to do next",
        "es-MX, es, ¿Qué le pasa a esta hoja?, Qué hacer ahora",
        "fr-CA, fr, Qu’a cette feuille ?, Que faire ensuite",
        "pl, en, What is wrong with this leaf?, What to do next"
    })
    void the_page_speaks_the_browsers_language(
            String browsers, String language, String question, String step) {
        Path leaf = SITE.photo(new LeafPhotos(folder), "ok");
        try (Browser browser = Browser.open(SITE.address(), Reader.phone().speaking(browsers))) {
            browser.go("/");
            assertThat(browser.find("html").getAttribute("lang")).isEqualTo(language);
            assertThat(browser.text("#question")).isEqualTo(question);

            browser.choose(leaf);
            assertThat(browser.await(".card[data-state=done] .step").getText()).startsWith(step);
            browser.assertQuiet();
        }
    }

    @Test
    void a_chosen_language_stays_and_answers_change_with_it() {
        Path leaf = SITE.photo(new LeafPhotos(folder), "ok");
        try (Browser browser = Browser.open(SITE.address(), Reader.phone())) {
            browser.go("/");
            browser.choose(leaf);
            String english = browser.await(".card[data-state=done] .card-title").getText();

            browser.find("#language option[value=es]").click();
            browser.await("Spanish", each -> !each.text(".card-title").equals(english));
            assertThat(browser.text(".card")).contains("Qué hacer ahora");

            browser.reload();
            assertThat(browser.text("#earlier")).contains("Anteriores");
            browser.go("/ops");
            assertThat(browser.text("#models-title")).isEqualTo("Modelos en servicio");
        }
    }
}
