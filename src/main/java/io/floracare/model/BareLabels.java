package io.floracare.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels that people keep beside a bare model: a text with one name a line, or JSON that
 * is a list of names, a list of objects with {@code name}, {@code {"0": "name"}} or {@code {"name":
 * 0}}.
 */
final class BareLabels {
    private BareLabels() {}

    /** File names that are looked for beside a model, in this order. */
    static List<String> candidates(String modelKey) {
        int slash = modelKey.lastIndexOf('/') + 1;
        String folder = modelKey.substring(0, slash);
        String stem = modelKey.substring(slash, modelKey.lastIndexOf('.'));
        return List.of(
                folder + stem + ".labels.json",
                folder + "labels.json",
                folder + "classes.json",
                folder + "labels.txt");
    }

    static List<Label> read(String key, byte[] bytes) throws RefusedException {
        String file = key.substring(key.lastIndexOf('/') + 1);
        List<String> names =
                file.toLowerCase(Locale.ROOT).endsWith(".txt")
                        ? lines(file, bytes)
                        : names(file, Fields.parse(file, bytes));
        if (names.size() < 2 || names.size() > ManifestReader.MAX_CLASSES) {
            throw new RefusedException(
                    "%s has %d labels; 2 to %d are needed"
                            .formatted(file, names.size(), ManifestReader.MAX_CLASSES));
        }
        var seen = new HashSet<String>();
        var labels = new ArrayList<Label>(names.size());
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new RefusedException(
                        "%s: label %d is %s"
                                .formatted(
                                        file,
                                        labels.size(),
                                        name.isBlank() ? "blank" : "\"" + name + "\" once more"));
            }
            labels.add(label(labels.size(), name));
        }
        return labels;
    }

    private static List<String> lines(String file, byte[] bytes) throws RefusedException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return withoutMark.stripTrailing().lines().map(String::strip).toList();
        } catch (CharacterCodingException e) {
            throw new RefusedException(file + " is not UTF-8 text");
        }
    }

    private static List<String> names(String file, JsonNode root) throws RefusedException {
        var names = new ArrayList<@Nullable String>();
        if (root.isArray()) {
            for (JsonNode node : root) {
                names.add((node.isObject() ? node.path("name") : node).textValue());
            }
        } else if (root.isObject() && root.size() <= ManifestReader.MAX_CLASSES) {
            byIndex(root, names);
        }
        var complete = new ArrayList<String>(names.size());
        for (String name : names) {
            if (name == null) {
                complete.clear();
                break;
            }
            complete.add(name);
        }
        if (complete.isEmpty()) {
            throw new RefusedException(
                    file
                            + " must be a list of names, a list of objects with a name, or an object"
                            + " from every index to its name or from every name to its index");
        }
        return complete;
    }

    private static void byIndex(JsonNode root, List<@Nullable String> names) {
        for (int i = 0; i < root.size(); i++) {
            names.add(root.path(Integer.toString(i)).textValue());
        }
        if (!names.contains(null)) {
            return;
        }
        names.replaceAll(name -> null);
        for (var entry : root.properties()) {
            int index = entry.getValue().isInt() ? entry.getValue().intValue() : -1;
            if (index >= 0 && index < names.size()) {
                names.set(index, entry.getKey());
            }
        }
    }

    /** Names of PlantVillage's form, {@code Crop___Disease_name}, say what they mean. */
    private static Label label(int index, String name) {
        int split = name.indexOf("___");
        boolean background = name.toLowerCase(Locale.ROOT).startsWith("background");
        String crop = split <= 0 || background ? null : words(name.substring(0, split));
        String condition = crop == null ? null : words(name.substring(split + 3));
        boolean healthy = condition != null && condition.equals("healthy");
        return new Label(
                index,
                name,
                crop,
                healthy ? null : condition,
                null,
                healthy,
                background,
                null,
                null,
                null);
    }

    private static @Nullable String words(String part) {
        String words = part.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
        return words.isEmpty() ? null : words;
    }
}
