package io.floracare.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]{16}/[\\w./-]+");

    private Javalin server;
    private HttpClient client;

    @BeforeEach
    void start() {
        server = Javalin.create(Pages::install).start(0);
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/ops, text/html",
        "/manifest.webmanifest, application/manifest+json",
        "/sw.js, text/javascript"
    })
    void fixed_addresses_are_asked_for_again(String path, String type)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).startsWith(type).contains("utf-8");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
        assertThat(response.body()).doesNotContain("{{");
        String etag = header(response, "ETag");
        HttpResponse<String> again = get(path, "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get(path, "If-None-Match", "W/" + etag).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops", "/manifest.webmanifest", "/sw.js"})
    void everything_that_is_named_is_there_and_may_be_kept(String page)
            throws IOException, InterruptedException {
        List<String> named = assets(get(page).body());

        assertThat(named).hasSizeGreaterThan(3);
        for (String asset : named) {
            HttpResponse<String> response = get(asset);
            assertThat(response.statusCode()).as(asset).isEqualTo(200);
            assertThat(header(response, "Cache-Control")).as(asset).contains("immutable");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "icons/icon.svg, image/svg+xml",
        "icons/icon-192.png, image/png",
        "grower.js, text/javascript",
        "base.css, text/css",
        "texts/fr.json, application/json",
        "ops/chart.js, text/javascript"
    })
    void files_have_their_media_type(String file, String type)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get("/assets/" + version() + "/" + file);

        assertThat(header(response, "Content-Type")).startsWith(type);
    }

    @Test
    void a_page_of_another_version_is_served_but_keeps_nothing()
            throws IOException, InterruptedException {
        HttpResponse<String> response = get("/assets/0123456789abcdef/grower.js");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/0123456789abcdef/none.js",
                "/assets/0123456789abcdef/../index.html",
                "/assets/0123456789abcdef/..%2findex.html",
                "/assets/0123456789abcdef/%2e%2e/%2e%2e/logback.xml",
                "/assets/grower.js",
                "/index.html"
            })
    void serves_nothing_else(String path) throws IOException, InterruptedException {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void head_answers_what_get_would() throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(header(response, "ETag")).isEqualTo(header(get("/"), "ETag"));
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ops"})
    void pages_run_nothing_inline_and_nothing_of_others(String page)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(page);

        assertThat(header(response, "Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(response.body())
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", " style=", "onclick=", "http:", "https:");
    }

    @Test
    void the_service_worker_keeps_the_growers_page_alone()
            throws IOException, InterruptedException {
        String worker = get("/sw.js").body();

        assertThat(worker).contains("\"/\"", "floracare-" + version(), "texts/es.json");
        assertThat(worker).doesNotContain("\"/ops", "/ops/", "\"/predict", "\"/results");
        assertThat(assets(worker)).containsAll(assets(get("/").body()));
    }

    private String version() throws IOException, InterruptedException {
        return assets(get("/").body()).getFirst().split("/", 4)[2];
    }

    private static List<String> assets(String body) {
        return ASSET.matcher(body).results().map(MatchResult::group).distinct().toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    }

    private HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
