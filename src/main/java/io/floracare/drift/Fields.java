package io.floracare.drift;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads fields of a JSON object, each with a sentence when it is missing or of another type. */
final class Fields {
    private Fields() {}

    static JsonNode object(JsonNode node, String name) {
        return field(node, name, node.path(name).isObject(), "an object");
    }

    static JsonNode array(JsonNode node, String name) {
        return field(node, name, node.path(name).isArray(), "an array");
    }

    static String text(JsonNode node, String name) {
        return field(node, name, node.path(name).isTextual(), "a text").asText();
    }

    static double number(JsonNode node, String name) {
        return field(node, name, node.path(name).isNumber(), "a number").asDouble();
    }

    static int integer(JsonNode node, String name) {
        boolean fits = node.path(name).isIntegralNumber() && node.path(name).canConvertToInt();
        return field(node, name, fits, "an integer").asInt();
    }

    static double[] numbers(JsonNode node, String name) {
        JsonNode array = array(node, name);
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = array.get(i);
            if (!value.isNumber()) {
                throw new IllegalArgumentException(
                        "'" + name + "' has something that is no number");
            }
            values[i] = value.asDouble();
        }
        return values;
    }

    static int[] integers(JsonNode node, String name) {
        return integers(array(node, name));
    }

    /** The values of an array of counts, none negative. */
    static int[] integers(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = array.get(i);
            if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 0) {
                throw new IllegalArgumentException("a count is no integer of 0 or more: " + value);
            }
            values[i] = value.asInt();
        }
        return values;
    }

    private static JsonNode field(JsonNode node, String name, boolean fits, String kind) {
        if (!fits) {
            throw new IllegalArgumentException("'" + name + "' must be " + kind);
        }
        return node.path(name);
    }
}
