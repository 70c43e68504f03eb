package io.floracare.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.config.SettingsLoader;
import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Route;
import io.floracare.message.Json;
import io.floracare.telemetry.GatewayMetrics;
import io.prometheus.client.CollectorRegistry;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document that the gateway serves about itself. */
final class OpenApiTest {
    private static Gateway gateway;
    private static String document;
    private static JsonNode json;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "kafka.bootstrap.servers",
                        "127.0.0.1:1",
                        "gateway.port",
                        "0",
                        "audit.log",
                        "off");
        SettingsLoader.Outcome loaded = new SettingsLoader(Map.of()).load(settings, null);
        gateway =
                Gateway.start(
                        ((SettingsLoader.Outcome.Loaded) loaded).settings(),
                        new Gateway.Parts(
                                null,
                                () -> {
                                    throw new IOException("no Kafka here");
                                },
                                GatewayMetrics.none(),
                                new CollectorRegistry(true),
                                new SecureRandom(),
                                new SecureRandom(),
                                Clock.systemUTC(),
                                "1.2.3",
                                OutputStream.nullOutputStream()));
        document = new String(get("GET", "/openapi.json").body(), UTF_8);
        json = Json.mapper().readTree(document);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<byte[]> get(String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void document_is_valid_openapi_3_1() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document, null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(parsed.getOpenAPI().getInfo().getVersion()).isEqualTo("1.2.3");
    }

    @Test
    void describes_every_route_with_every_answer_and_no_other() {
        Set<String> described = new HashSet<>();
        json.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(method ->
                                        method.getValue()
                                                .get("responses")
                                                .fieldNames()
                                                .forEachRemaining(status ->
                                                        described.add(
                                                                method.getKey()
                                                                        + path.getKey()
                                                                        + status))));
        Set<String> served = new HashSet<>();
        for (Route route : gateway.routes()) {
            for (Answer answer : route.answers()) {
                served.add(
                        route.method().toLowerCase(java.util.Locale.ROOT)
                                + route.path()
                                + answer.status());
            }
        }

        assertThat(described).isEqualTo(served);
    }

    @Test
    void every_described_path_is_served_and_an_undescribed_method_is_not() throws Exception {
        for (Route route : gateway.routes()) {
            String path = route.path().replaceAll("\\{\\w+}", "x");
            assertThat(get("PATCH", path).statusCode()).as(route.path()).isEqualTo(405);
        }
        assertThat(get("GET", "/undescribed").statusCode()).isEqualTo(404);
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = json.findValuesAsText("$ref");

        assertThat(references).isNotEmpty();
        for (String reference : references) {
            assertThat(json.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void owner_is_none_of_callers_business() {
        assertThat(json.at("/components/schemas/Result/properties").has("id")).isTrue();
        assertThat(json.at("/components/schemas/Result/properties").has("owner")).isFalse();
    }

    @Test
    void other_documents_are_served_and_the_page_loads_nothing_from_elsewhere() throws Exception {
        assertThat(get("GET", "/asyncapi.yaml").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> page = get("GET", "/docs");
        String html = new String(page.body(), UTF_8);

        assertThat(html).doesNotContain("http:").doesNotContain("https:").doesNotContain("<style");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        for (String asset : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
            assertThat(get("GET", "/docs/assets/" + asset).body()).isNotEmpty();
        }
        assertThat(get("GET", "/docs/assets/pom.xml").statusCode()).isEqualTo(404);
    }
}
