package io.floracare.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.message.Json;
import io.floracare.message.LeafLabel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels of a CSV file (RFC 4180) in UTF-8. Its first line names the columns, in any order:
 * the image's id and its label, and perhaps by, at and reason.
 *
 * @param labels every line that is right
 * @param problems a sentence for each that is not, with its line
 */
public record LabelFile(List<LeafLabel> labels, List<String> problems) {
    private static final Set<String> COLUMNS = Set.of("id", "label", "by", "at", "reason");
    private static final int MAX_BYTES = 256 << 20;
    private static final int MAX_TEXT = 256;

    public LabelFile {
        labels = List.copyOf(labels);
        problems = List.copyOf(problems);
    }

    /**
     * What a line that does not say has.
     *
     * @param by who says so
     * @param at when
     * @param reason why the images were chosen
     */
    public record Defaults(@Nullable String by, Instant at, LeafLabel.Reason reason) {}

    /**
     * Reads a file.
     *
     * @param known names of classes; null when any will do
     * @throws IOException with a sentence, if it cannot be read at all
     */
    public static LabelFile read(Path file, Defaults defaults, @Nullable Set<String> known)
            throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has more than 256 MiB; split it");
        }
        List<CsvLine> lines;
        try {
            lines = CsvLine.parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not text in UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty; its first line names the columns: id,label");
        }
        List<String> columns =
                lines.getFirst().fields().stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw new IOException(
                        "%s, line 1: there is no column '%s'; there are id, label, by, at and reason"
                                .formatted(file, column));
            }
        }
        if (!columns.contains("id") || !columns.contains("label")) {
            throw new IOException(file + ", line 1: the columns id and label are needed");
        }
        List<LeafLabel> labels = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (CsvLine line : lines.subList(1, lines.size())) {
            try {
                labels.add(label(line, columns, defaults, known));
            } catch (IllegalArgumentException e) {
                problems.add("line " + line.number() + ": " + e.getMessage());
            }
        }
        return new LabelFile(labels, problems);
    }

    private static LeafLabel label(
            CsvLine line, List<String> columns, Defaults defaults, @Nullable Set<String> known) {
        if (line.fields().size() != columns.size()) {
            throw new IllegalArgumentException(
                    "%d %s, but the first line names %d columns"
                            .formatted(
                                    line.fields().size(),
                                    line.fields().size() == 1 ? "field" : "fields",
                                    columns.size()));
        }
        String id = field(line, columns, "id");
        String label = field(line, columns, "label");
        if (id == null || label == null) {
            throw new IllegalArgumentException((id == null ? "id" : "label") + " is empty");
        }
        if (known != null && !known.contains(label)) {
            throw new IllegalArgumentException("the model has no class '" + label + "'");
        }
        String by = field(line, columns, "by");
        return new LeafLabel(
                id,
                label,
                by == null ? defaults.by() : by,
                at(field(line, columns, "at"), defaults.at()),
                reason(field(line, columns, "reason"), defaults.reason()));
    }

    private static @Nullable String field(CsvLine line, List<String> columns, String name) {
        int index = columns.indexOf(name);
        String text = index < 0 ? "" : line.fields().get(index).strip();
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "%s has %d characters, at most %d are taken"
                            .formatted(name, text.length(), MAX_TEXT));
        }
        return text.isEmpty() ? null : text;
    }

    private static Instant at(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "at '" + text + "' is no instant such as 2026-05-01T10:00:00Z", e);
        }
    }

    private static LeafLabel.Reason reason(@Nullable String text, LeafLabel.Reason otherwise) {
        try {
            return text == null
                    ? otherwise
                    : LeafLabel.Reason.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "reason '"
                            + text
                            + "' is none of random, uncertain, drift, complaint and other",
                    e);
        }
    }

    /** The value on the topic. */
    public static byte[] value(LeafLabel label) {
        try {
            return Json.mapper().writeValueAsBytes(label);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message record is always written", e);
        }
    }
}
