package io.floracare.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.floracare.message.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a manifest's {@code variants}. */
final class VariantReader {
    /** DJL's names of the engines that are served. */
    static final List<String> ENGINES = List.of("PyTorch", "OnnxRuntime");

    private static final int MAX_VARIANTS = 32;
    private static final int MAX_FLAGS = 32;
    private static final Pattern FLAG = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "engine",
                    "file",
                    "cpuAnyOf",
                    "temperature",
                    "abstain",
                    "selftestTolerance",
                    "measured");
    private static final Set<String> ABSTAIN_FIELDS = Set.of("minProbability", "minEnergy");

    private VariantReader() {}

    /**
     * @param selftest whether the package has a self-test, which needs a tolerance
     */
    static List<Variant> read(Fields root, boolean selftest) throws RefusedException {
        List<JsonNode> nodes = root.array("variants", 1, MAX_VARIANTS);
        var variants = new ArrayList<Variant>(nodes.size());
        var names = new HashSet<String>();
        for (int i = 0; i < nodes.size(); i++) {
            Fields fields = Fields.of(Manifest.FILE, "variants[" + i + "]", nodes.get(i), FIELDS);
            Variant variant = variant(fields, selftest);
            if (!names.add(variant.name())) {
                throw fields.wrong("name", "is " + variant.name() + ", as another variant's");
            }
            variants.add(variant);
        }
        return variants;
    }

    private static Variant variant(Fields fields, boolean selftest) throws RefusedException {
        String name = fields.text("name");
        if (!PackageId.isPart(name)) {
            throw fields.wrong("name", "must be 1 to 64 lower-case letters, digits and ._-");
        }
        String engine = fields.text("engine");
        if (!ENGINES.contains(engine)) {
            throw fields.wrong(
                    "engine", "is " + engine + "; known are " + String.join(", ", ENGINES));
        }
        return new Variant(
                name,
                engine,
                fields.text("file"),
                flags(fields),
                fields.number("temperature", 0.01f, 100),
                abstain(fields),
                selftest || fields.has("selftestTolerance")
                        ? fields.number("selftestTolerance", 0, Float.MAX_VALUE)
                        : 0,
                measured(fields));
    }

    private static List<String> flags(Fields fields) throws RefusedException {
        var flags = new ArrayList<String>();
        for (JsonNode flag : fields.array("cpuAnyOf", 0, MAX_FLAGS)) {
            if (!flag.isTextual() || !FLAG.matcher(flag.textValue()).matches()) {
                throw fields.wrong("cpuAnyOf", "must hold CPU flags such as avx512_vnni");
            }
            flags.add(flag.textValue());
        }
        return List.copyOf(flags);
    }

    private static Variant.Abstain abstain(Fields fields) throws RefusedException {
        if (!fields.has("abstain")) {
            return Variant.Abstain.NEVER;
        }
        Fields abstain = fields.object("abstain", ABSTAIN_FIELDS);
        return new Variant.Abstain(
                abstain.has("minProbability") ? abstain.number("minProbability", 0, 1) : null,
                abstain.has("minEnergy")
                        ? abstain.number("minEnergy", -Float.MAX_VALUE, Float.MAX_VALUE)
                        : null);
    }

    private static @Nullable Map<String, Object> measured(Fields fields) throws RefusedException {
        if (!fields.has("measured")) {
            return null;
        }
        JsonNode node = fields.map("measured");
        var measured = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) {
            Object value = Json.mapper().convertValue(entry.getValue(), Object.class);
            if (value == null) {
                throw fields.wrong("measured", "holds a null: " + entry.getKey());
            }
            measured.put(entry.getKey(), value);
        }
        return measured;
    }
}
