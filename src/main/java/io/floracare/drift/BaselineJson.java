package io.floracare.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.Clusters;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.IsotonicRegression;
import io.floracare.message.Json;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Writes {@code baseline.json}; {@link BaselineReader} reads it back to the same bits. */
public final class BaselineJson {
    static final int FORMAT = 1;

    private BaselineJson() {}

    /** The file's bytes: the same for the same baseline. */
    public static byte[] write(Baseline baseline) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("format", FORMAT);
        root.put("created", baseline.created().toString());
        root.set("model", Json.mapper().valueToTree(baseline.model()));
        Layout layout = baseline.layout();
        ArrayNode labels = root.putArray("labels");
        layout.labels().forEach(labels::add);
        ArrayNode background = root.putArray("background");
        layout.background().stream().sorted().forEach(background::add);
        ArrayNode features = root.putArray("features");
        for (int i = 0; i < layout.features().size(); i++) {
            ObjectNode feature = features.addObject();
            feature.put("name", layout.features().get(i).name());
            feature.set("cuts", numbers(layout.edges().get(i).toArray()));
        }
        ObjectNode segments = root.putObject("segments");
        for (Segment segment : baseline.segments()) {
            segments.set(segment.toString(), reference(baseline.reference(segment)));
        }
        if (!baseline.hours().isEmpty()) {
            ObjectNode hours = root.putObject("hours");
            new TreeMap<>(baseline.hours())
                    .forEach((hour, of) -> hours.set(Integer.toString(hour), reference(of)));
        }
        Calibration calibration = baseline.calibration();
        root.set("calibration", calibration == null ? root.nullNode() : calibration(calibration));
        try {
            return (Json.mapper().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts is always written", e);
        }
    }

    private static JsonNode reference(Reference reference) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("photos", reference.size());
        ArrayNode features = node.putArray("features");
        for (FeatureReference feature : reference.features()) {
            ObjectNode one = features.addObject();
            one.put("mean", feature.mean());
            one.put("deviation", feature.deviation());
            one.set("effect", effect(feature.effect()));
            one.set("counts", counts(feature.histogram()));
        }
        node.set("predictions", clusters(reference.predictions().clusters()));
        node.set("outcomes", clusters(reference.outcomes().clusters()));
        return node;
    }

    private static JsonNode effect(DesignEffect effect) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("factor", effect.factor());
        node.put("freedom", effect.freedom());
        node.put("directions", effect.directions());
        node.put("groups", effect.groups());
        return node;
    }

    private static JsonNode calibration(Calibration calibration) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("accuracy", calibration.reference());
        node.put("effect", calibration.effect());
        node.set("map", map(calibration.map()));
        ArrayNode redrawn = node.putArray("redrawn");
        calibration.redrawn().forEach(other -> redrawn.add(map(other)));
        return node;
    }

    private static JsonNode map(IsotonicRegression map) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("x", numbers(map.x()));
        node.set("y", numbers(map.y()));
        return node;
    }

    private static ArrayNode numbers(double[] values) {
        ArrayNode node = Json.mapper().createArrayNode();
        for (double value : values) {
            node.add(value);
        }
        return node;
    }

    private static ArrayNode counts(Histogram histogram) {
        ArrayNode node = Json.mapper().createArrayNode();
        BinEdges edges = histogram.edges();
        for (int cell = 0; cell < edges.cells(); cell++) {
            node.add(histogram.count(cell));
        }
        return node;
    }

    /** One array a bucket. */
    private static ArrayNode clusters(Clusters clusters) {
        ArrayNode node = Json.mapper().createArrayNode();
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            ArrayNode row = node.addArray();
            for (int category = 0; category < clusters.categories(); category++) {
                row.add(clusters.count(bucket, category));
            }
        }
        return node;
    }
}
