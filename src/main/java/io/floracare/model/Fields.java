package io.floracare.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Strict access to a JSON object's fields: what is missing or wrong is refused by its path. */
final class Fields {
    private final String file;
    private final String path;
    private final JsonNode node;

    private Fields(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** Parses a document: no duplicate keys, nothing after its end. */
    static JsonNode parse(String file, byte[] json) throws RefusedException {
        try {
            JsonNode root =
                    Json.mapper()
                            .reader()
                            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(json);
            if (root == null || root.isMissingNode()) {
                throw new RefusedException(file + " is empty");
            }
            return root;
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr();
            throw new RefusedException(
                    file
                            + " is not valid JSON"
                            + where
                            + ": "
                            + firstClause(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("parsing bytes in memory does no I/O", e);
        }
    }

    /** Without the parser's words on its source, which is bytes in memory here. */
    private static String firstClause(String message) {
        int source = message.indexOf(" (start marker at ");
        return source < 0 ? message : message.substring(0, source);
    }

    /** The fields of an object, which may have these names and no others. */
    static Fields of(String file, String path, JsonNode node, Set<String> names)
            throws RefusedException {
        var fields = new Fields(file, path, node);
        if (!node.isObject()) {
            throw new RefusedException(
                    file + (path.isEmpty() ? "" : ": " + path) + " must be a JSON object");
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!names.contains(name)) {
                throw new RefusedException(
                        file
                                + ": "
                                + fields.at(name)
                                + " is not a known field; known are "
                                + String.join(", ", new TreeSet<>(names)));
            }
        }
        return fields;
    }

    Fields object(String name, Set<String> names) throws RefusedException {
        return of(file, at(name), required(name), names);
    }

    /** An object whose names are data. */
    JsonNode map(String name) throws RefusedException {
        JsonNode value = required(name);
        if (!value.isObject()) {
            throw wrong(name, "must be a JSON object");
        }
        return value;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonNode required(String name) throws RefusedException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw wrong(name, "is missing");
        }
        return value;
    }

    String text(String name) throws RefusedException {
        JsonNode value = required(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw wrong(name, "must be a text that is not blank");
        }
        return value.textValue();
    }

    @Nullable String optionalText(String name) throws RefusedException {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name) throws RefusedException {
        JsonNode value = node.get(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    int integer(String name, int min, int max) throws RefusedException {
        long value = longInteger(name, min, max);
        return (int) value;
    }

    long longInteger(String name, long min, long max) throws RefusedException {
        JsonNode value = required(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(
                    name,
                    "is %s; a whole number from %d to %d is needed"
                            .formatted(shown(value), min, max));
        }
        return value.longValue();
    }

    float number(String name, float min, float max) throws RefusedException {
        return number(at(name), required(name), min, max);
    }

    float number(String at, JsonNode value, float min, float max) throws RefusedException {
        float number = value.floatValue();
        // Written so that a number too large for a float, which becomes infinite, is refused too.
        if (!value.isNumber() || !(number >= min && number <= max) || Float.isInfinite(number)) {
            String limits = max == Float.MAX_VALUE ? "" : " from " + min + " to " + max;
            throw new RefusedException(
                    "%s: %s is %s; a number%s is needed".formatted(file, at, shown(value), limits));
        }
        return number;
    }

    List<JsonNode> array(String name, int min, int max) throws RefusedException {
        JsonNode value = required(name);
        if (!value.isArray() || value.size() < min || value.size() > max) {
            throw wrong(name, "must be a list of %d to %d entries".formatted(min, max));
        }
        var list = new ArrayList<JsonNode>(value.size());
        value.forEach(list::add);
        return list;
    }

    /** The path of a field of this object, such as {@code variants[0].engine}. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    RefusedException wrong(String name, String problem) {
        return new RefusedException(file + ": " + at(name) + " " + problem);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
