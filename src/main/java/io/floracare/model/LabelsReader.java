package io.floracare.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a package's {@code labels.json}: one object a class, in index order. */
public final class LabelsReader {
    /** Longest labels file in bytes. */
    public static final int MAX_BYTES = 8 << 20;

    private static final Set<String> FIELDS =
            Set.of(
                    "index",
                    "name",
                    "crop",
                    "disease",
                    "pathogen",
                    "healthy",
                    "background",
                    "title",
                    "nextStep",
                    "source");

    /**
     * What the bytes of a labels file say.
     *
     * @param classes how many there must be
     * @throws RefusedException if they say something else
     */
    public List<Label> read(byte[] json, int classes) throws RefusedException {
        JsonNode root = Fields.parse(Manifest.LABELS, json);
        if (!root.isArray()) {
            throw new RefusedException(Manifest.LABELS + " must be a list of one object a class");
        }
        if (root.size() != classes) {
            throw new RefusedException(
                    "%s has %d labels; the manifest says %d classes"
                            .formatted(Manifest.LABELS, root.size(), classes));
        }
        var labels = new ArrayList<Label>(classes);
        var names = new HashSet<String>();
        for (int i = 0; i < classes; i++) {
            Fields fields = Fields.of(Manifest.LABELS, "[" + i + "]", root.get(i), FIELDS);
            Label label = label(fields);
            if (label.index() != i) {
                throw fields.wrong("index", "is " + label.index() + "; labels are in index order");
            }
            if (!names.add(label.name())) {
                throw fields.wrong("name", "is " + label.name() + ", as another class's");
            }
            labels.add(label);
        }
        return labels;
    }

    private static Label label(Fields fields) throws RefusedException {
        return new Label(
                fields.integer("index", 0, ManifestReader.MAX_CLASSES),
                fields.text("name"),
                fields.optionalText("crop"),
                fields.optionalText("disease"),
                fields.optionalText("pathogen"),
                fields.flag("healthy"),
                fields.flag("background"),
                fields.optionalText("title"),
                fields.optionalText("nextStep"),
                fields.optionalText("source"));
    }
}
