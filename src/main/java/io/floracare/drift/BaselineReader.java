package io.floracare.drift;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.drift.stats.BinEdges;
import io.floracare.drift.stats.CategoricalCounts;
import io.floracare.drift.stats.Clusters;
import io.floracare.drift.stats.DesignEffect;
import io.floracare.drift.stats.Histogram;
import io.floracare.drift.stats.IsotonicRegression;
import io.floracare.message.Json;
import io.floracare.message.ModelRef;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code baseline.json}, strictly: what is missing or does not fit is said and refused. */
public final class BaselineReader {
    /** Largest file read. */
    public static final int MAX_BYTES = 64 << 20;

    private BaselineReader() {}

    /**
     * Reads a file's bytes.
     *
     * @throws BaselineException if they are no baseline, with a sentence that says where
     */
    public static Baseline read(byte[] bytes) throws BaselineException {
        if (bytes.length > MAX_BYTES) {
            throw new BaselineException(
                    "a baseline has at most " + MAX_BYTES + " bytes, this one " + bytes.length);
        }
        try {
            JsonNode root = Json.mapper().readTree(bytes);
            if (!root.isObject()) {
                throw new BaselineException("a baseline is a JSON object");
            }
            int format = Fields.integer(root, "format");
            if (format != BaselineJson.FORMAT) {
                throw new BaselineException(
                        "this version reads baselines of format "
                                + BaselineJson.FORMAT
                                + ", this one is of format "
                                + format);
            }
            return read(root);
        } catch (IOException e) {
            throw new BaselineException("a baseline is a JSON object; this is no JSON", e);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new BaselineException(
                    "the baseline does not hold together: " + e.getMessage(), e);
        }
    }

    private static Baseline read(JsonNode root) {
        List<NumericFeature> features = new ArrayList<>();
        List<BinEdges> edges = new ArrayList<>();
        for (JsonNode feature : Fields.array(root, "features")) {
            features.add(NumericFeature.named(Fields.text(feature, "name")));
            edges.add(BinEdges.of(Fields.numbers(feature, "cuts")));
        }
        List<String> labels = new ArrayList<>();
        Fields.array(root, "labels").forEach(label -> labels.add(label.asText()));
        Set<Integer> background = new HashSet<>();
        Fields.array(root, "background").forEach(index -> background.add(index.asInt()));
        Layout layout = new Layout(features, edges, labels, background);
        Map<Segment, Reference> references = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : Fields.object(root, "segments").properties()) {
            references.put(Segment.parse(entry.getKey()), reference(entry.getValue(), layout));
        }
        return new Baseline(
                model(Fields.object(root, "model")),
                Instant.parse(Fields.text(root, "created")),
                layout,
                references,
                hours(root, layout),
                calibration(root.get("calibration")));
    }

    private static Map<Integer, Reference> hours(JsonNode root, Layout layout) {
        Map<Integer, Reference> hours = new HashMap<>();
        if (root.has("hours")) {
            for (Map.Entry<String, JsonNode> entry : Fields.object(root, "hours").properties()) {
                int hour = Integer.parseInt(entry.getKey());
                if (hour < 0 || hour >= Silence.HOURS) {
                    throw new IllegalArgumentException("a week has no hour " + hour);
                }
                hours.put(hour, reference(entry.getValue(), layout));
            }
        }
        return hours;
    }

    private static ModelRef model(JsonNode node) {
        return new ModelRef(
                Fields.text(node, "name"),
                Fields.text(node, "version"),
                Fields.text(node, "variant"),
                Fields.text(node, "sha256"));
    }

    private static Reference reference(JsonNode node, Layout layout) {
        JsonNode stored = Fields.array(node, "features");
        if (stored.size() != layout.features().size()) {
            throw new IllegalArgumentException(
                    "a segment has " + stored.size() + " features, not as many as there are edges");
        }
        List<FeatureReference> features = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            JsonNode feature = stored.get(i);
            features.add(
                    new FeatureReference(
                            Histogram.ofCounts(
                                    layout.edges().get(i), Fields.integers(feature, "counts")),
                            effect(Fields.object(feature, "effect")),
                            Fields.number(feature, "mean"),
                            Fields.number(feature, "deviation")));
        }
        return new Reference(
                Fields.integer(node, "photos"),
                features,
                counts(Fields.array(node, "predictions"), layout.categories() + 1),
                counts(Fields.array(node, "outcomes"), DriftEvaluator.OUTCOMES.size() + 1));
    }

    private static DesignEffect effect(JsonNode node) {
        return new DesignEffect(
                Fields.number(node, "factor"),
                Fields.number(node, "freedom"),
                Fields.number(node, "directions"),
                Fields.number(node, "groups"));
    }

    private static CategoricalCounts counts(JsonNode rows, int categories) {
        if (rows.size() != Clusters.BUCKETS) {
            throw new IllegalArgumentException("counts have " + Clusters.BUCKETS + " buckets");
        }
        Clusters clusters = new Clusters(categories);
        for (int bucket = 0; bucket < Clusters.BUCKETS; bucket++) {
            int[] row = Fields.integers(rows.get(bucket));
            if (row.length != categories) {
                throw new IllegalArgumentException(
                        "a bucket has " + row.length + " counts, not " + categories);
            }
            for (int category = 0; category < categories; category++) {
                clusters.add(bucket, category, row[category]);
            }
        }
        return CategoricalCounts.of(clusters);
    }

    private static @Nullable Calibration calibration(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        List<IsotonicRegression> redrawn = new ArrayList<>();
        for (JsonNode other : Fields.array(node, "redrawn")) {
            redrawn.add(map(other));
        }
        return new Calibration(
                map(Fields.object(node, "map")),
                redrawn,
                Fields.number(node, "effect"),
                Fields.number(node, "accuracy"));
    }

    private static IsotonicRegression map(JsonNode node) {
        return IsotonicRegression.of(Fields.numbers(node, "x"), Fields.numbers(node, "y"));
    }
}
