package io.floracare.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.message.Candidate;
import io.floracare.message.ErrorInfo;
import io.floracare.message.ImageInfo;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import io.floracare.message.Probabilities;
import io.floracare.message.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of record types as Jackson writes them. A message of a topic has the schema that the
 * topic has, without the owner, which is not for callers.
 */
final class Schemas {
    private static final String RESULT = "/topics/schemas/result.schema.json";
    private static final String REF = "#/components/schemas/";
    private static final Map<Class<?>, String> SHARED =
            Map.of(
                    Result.class, "Result",
                    Candidate.class, "Candidate",
                    ModelRef.class, "Model",
                    ImageInfo.class, "Image",
                    ErrorInfo.class, "Error");

    private final Map<String, ObjectNode> components = new TreeMap<>();

    Schemas() {
        ObjectNode result = topicSchema();
        JsonNode definitions = result.remove("$defs");
        result.remove(List.of("$schema", "$id", "title"));
        ((ObjectNode) result.get("properties")).remove("owner");
        definitions
                .properties()
                .forEach(each ->
                        components.put(capital(each.getKey()), (ObjectNode) each.getValue()));
        components.put("Result", result);
        components.values().forEach(Schemas::rewriteReferences);
    }

    private static ObjectNode topicSchema() {
        try (InputStream in = Schemas.class.getResourceAsStream(RESULT)) {
            if (in == null) {
                throw new IllegalStateException(RESULT + " is missing from the class path");
            }
            return (ObjectNode) Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESULT + " cannot be read", e);
        }
    }

    private static void rewriteReferences(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("$ref")) {
            String name = object.get("$ref").asText();
            object.put("$ref", REF + capital(name.substring(name.lastIndexOf('/') + 1)));
        }
        node.forEach(Schemas::rewriteReferences);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Every schema that was asked for, by name, and those that they refer to. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** A reference to the schema of a record type. */
    ObjectNode reference(Class<?> type) {
        String name = SHARED.getOrDefault(type, type.getSimpleName());
        if (!components.containsKey(name)) {
            components.put(name, Json.mapper().createObjectNode());
            components.put(name, record(type));
        }
        return Json.mapper().createObjectNode().put("$ref", REF + name);
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = component(component);
            Doc doc = component.getAnnotation(Doc.class);
            if (doc != null) {
                property.put("description", doc.value());
            }
            properties.set(component.getName(), property);
            if (!omittable(type, component)) {
                required.add(component.getName());
            }
        }
        return schema.put("additionalProperties", false);
    }

    private static boolean omittable(Class<?> type, RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude all = own != null ? own : type.getAnnotation(JsonInclude.class);
        return nullable(component.getAnnotatedType())
                && all != null
                && all.value() == JsonInclude.Include.NON_NULL;
    }

    private static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private ObjectNode component(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        ObjectNode schema = of(type.getType(), type);
        if (!nullable(type) || omittable(component.getDeclaringRecord(), component)) {
            return schema;
        }
        ObjectNode either = Json.mapper().createObjectNode();
        either.putArray("oneOf")
                .add(Json.mapper().createObjectNode().put("type", "null"))
                .add(schema);
        return either;
    }

    private ObjectNode of(Type type, AnnotatedType annotated) {
        ObjectNode schema = Json.mapper().createObjectNode();
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class -> {
                AnnotatedType element =
                        ((AnnotatedParameterizedType) annotated)
                                .getAnnotatedActualTypeArguments()[0];
                yield schema.put("type", "array").set("items", of(element.getType(), element));
            }
            case Class<?> plain when plain == String.class -> schema.put("type", "string");
            case Class<?> plain when plain == Instant.class ->
                    schema.put("type", "string").put("format", "date-time");
            case Class<?> plain when plain == boolean.class -> schema.put("type", "boolean");
            case Class<?> plain
                    when plain == int.class || plain == Integer.class || plain == long.class ->
                    schema.put("type", "integer");
            case Class<?> plain
                    when plain == float.class
                            || plain == Float.class
                            || plain == double.class
                            || plain == Double.class ->
                    schema.put("type", "number");
            case Class<?> plain when plain == Probabilities.class ->
                    schema.put("type", "array")
                            .set("items", Json.mapper().createObjectNode().put("type", "number"));
            case Class<?> plain when plain.isEnum() -> {
                ArrayNode names = schema.put("type", "string").putArray("enum");
                for (Object constant : plain.getEnumConstants()) {
                    names.add(Json.mapper().convertValue(constant, String.class));
                }
                yield schema;
            }
            case Class<?> plain when plain.isRecord() -> reference(plain);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }
}
