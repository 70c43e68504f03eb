package io.floracare.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.OpenApi;
import io.floracare.gateway.api.Param;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.http.Problems;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The interface's own documents, and Swagger UI from the jar to look at them. */
final class DocumentRoutes {
    private static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>FloraCare API</title>
            <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
            <div id="swagger-ui"></div>
            <script src="/docs/assets/swagger-ui-bundle.js"></script>
            <script src="/docs/assets/start.js"></script>
            </html>
            """;
    private static final String START =
            """
            SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null});
            """;
    private static final Map<String, String> ASSETS =
            Map.of(
                    "swagger-ui.css", "text/css",
                    "swagger-ui-bundle.js", "text/javascript",
                    "start.js", "text/javascript");

    private final String version;

    /**
     * @param version of the product
     */
    DocumentRoutes(String version) {
        this.version = version;
    }

    /** The routes of the documents, which describe these routes as well. */
    List<Route> with(List<Route> others) {
        List<Route> all = new ArrayList<>(others);
        byte[][] openApi = new byte[1][];
        all.add(
                Route.get("/docs")
                        .says("This interface, to read and to try")
                        .answers(Answer.of(200, "A page.", "text/html"))
                        .by(request -> {
                            request.header("Content-Security-Policy", CSP);
                            request.contentType("text/html; charset=utf-8").result(PAGE);
                        }));
        all.add(
                Route.get("/docs/assets/{file}")
                        .says("Parts of the page")
                        .params(Param.path("file", "the part's name"))
                        .answers(
                                Answer.of(200, "The part.", "text/javascript"),
                                Answer.problem(404, "There is no such part."))
                        .by(DocumentRoutes::asset));
        all.add(
                Route.get("/openapi.json")
                        .says("This document")
                        .answers(Answer.of(200, "OpenAPI 3.1.", Answer.JSON))
                        .by(request -> request.contentType(Answer.JSON).result(openApi[0])));
        all.add(
                Route.get("/asyncapi.yaml")
                        .says("The topics behind it")
                        .answers(Answer.of(200, "AsyncAPI 3.", "application/yaml"))
                        .by(request ->
                                request.contentType("application/yaml")
                                        .result(resource("/topics/asyncapi.yaml"))));
        openApi[0] = OpenApi.write(all, version);
        return List.copyOf(all);
    }

    private static void asset(Context request) {
        String name = request.pathParam("file");
        String type = ASSETS.get(name);
        if (type == null) {
            throw Problems.notFound("there is no such part of the page");
        }
        request.contentType(type + "; charset=utf-8");
        request.header("Cache-Control", "max-age=3600");
        request.result(name.equals("start.js") ? START.getBytes(UTF_8) : resource(webjar() + name));
    }

    private static String webjar() {
        Properties properties = new Properties();
        try (InputStream in = stream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Swagger UI's version cannot be read", e);
        }
        return "/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + "/";
    }

    private static byte[] resource(String path) {
        try (InputStream in = stream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static InputStream stream(String path) {
        InputStream in = DocumentRoutes.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is missing from the class path");
        }
        return in;
    }
}
