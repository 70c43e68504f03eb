package io.floracare.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.gateway.auth.Scope;
import io.floracare.message.Json;
import java.util.List;
import java.util.Locale;

/** Writes the OpenAPI 3.1 document of a table of routes. */
public final class OpenApi {
    private static final String UPLOAD_TYPE = "multipart/form-data";
    private static final List<String> RAW_TYPES = List.of("image/*", "application/octet-stream");

    private OpenApi() {}

    /**
     * The document as JSON in UTF-8.
     *
     * @param version of the product
     */
    public static byte[] write(List<Route> routes, String version) {
        ObjectNode document = Json.mapper().createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "FloraCare")
                .put("version", version)
                .put("summary", "Diagnoses plant-leaf diseases from photos.")
                .put(
                        "description",
                        "Send a photo of one leaf and get a diagnosis with its probabilities. Every"
                                + " error is an RFC 9457 problem document. The pages for people, and what"
                                + " they load, are not described here.")
                .putObject("license")
                .put("name", "MIT")
                .put("identifier", "MIT");
        document.putArray("servers").addObject().put("url", "/");
        Schemas schemas = new Schemas();
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            paths.withObjectProperty(route.path())
                    .set(route.method().toLowerCase(Locale.ROOT), operation(route, schemas));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode all = components.putObject("schemas");
        schemas.components().forEach(all::set);
        security(components.putObject("securitySchemes"));
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the OpenAPI document cannot be written", e);
        }
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("apiKey")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-API-Key")
                .put("description", "A key of ./floracare keys create.");
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A key, or a JSON Web Token.");
    }

    private static ObjectNode operation(Route route, Schemas schemas) {
        ObjectNode operation = Json.mapper().createObjectNode();
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary());
        if (!route.description().isEmpty()) {
            operation.put("description", route.description());
        }
        ArrayNode parameters = operation.putArray("parameters");
        for (Param param : route.params()) {
            parameters
                    .addObject()
                    .put("name", param.name())
                    .put("in", param.place().name().toLowerCase(Locale.ROOT))
                    .put("required", param.place() == Param.Place.PATH)
                    .put("description", param.description())
                    .putObject("schema")
                    .put("type", param.type().name().toLowerCase(Locale.ROOT));
        }
        if (route.upload() != Upload.NONE) {
            operation.set("requestBody", body(route.upload()));
        }
        ObjectNode responses = operation.putObject("responses");
        for (Answer answer : route.answers()) {
            answer(responses, answer, schemas);
        }
        ArrayNode security = operation.putArray("security");
        if (!route.scopes().isEmpty()) {
            // Without authentication, on loopback, nothing is asked for.
            security.addObject();
            security.addObject().putArray("apiKey");
            security.addObject().putArray("bearer");
            ArrayNode scopes = operation.putArray("x-scopes");
            route.scopes().stream()
                    .sorted()
                    .map(Scope::name)
                    .forEach(name -> scopes.add(name.toLowerCase(Locale.ROOT)));
        }
        return operation;
    }

    private static String operationId(Route route) {
        return route.method().toLowerCase(Locale.ROOT)
                + route.path().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
    }

    private static void answer(ObjectNode responses, Answer answer, Schemas schemas) {
        ObjectNode response = responses.withObjectProperty(Integer.toString(answer.status()));
        String earlier = response.path("description").asText("");
        response.put(
                "description",
                earlier.isEmpty() ? answer.description() : earlier + " " + answer.description());
        for (String name : answer.headers()) {
            response.withObjectProperty("headers")
                    .putObject(name)
                    .putObject("schema")
                    .put("type", "string");
        }
        if (answer.mediaType() != null) {
            ObjectNode content =
                    response.withObjectProperty("content").withObjectProperty(answer.mediaType());
            content.set(
                    "schema",
                    answer.body() == null
                            ? Json.mapper().createObjectNode().put("type", "string")
                            : schemas.reference(answer.body()));
        }
    }

    private static ObjectNode body(Upload upload) {
        ObjectNode body = Json.mapper().createObjectNode().put("required", true);
        ObjectNode content = body.putObject("content");
        ObjectNode form = content.putObject(UPLOAD_TYPE).putObject("schema").put("type", "object");
        ObjectNode properties = form.putObject("properties");
        ObjectNode file = binary();
        if (upload == Upload.MANY) {
            ObjectNode files = properties.putObject("file").put("type", "array").put("minItems", 1);
            files.set("items", file);
        } else {
            properties.set("file", file);
        }
        properties.putObject("crop").put("type", "string").put("maxLength", 128);
        properties.putObject("device").put("type", "string").put("maxLength", 128);
        form.putArray("required").add("file");
        for (String type : RAW_TYPES) {
            content.putObject(type).set("schema", binary());
        }
        return body;
    }

    private static ObjectNode binary() {
        return Json.mapper()
                .createObjectNode()
                .put("type", "string")
                .put("contentMediaType", "application/octet-stream")
                .put("description", "An encoded image: JPEG, PNG, WebP, BMP, TIFF or GIF.");
    }
}
