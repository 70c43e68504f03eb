package io.floracare.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds photos whose classes are known. */
public final class LabelledPhotos {
    private LabelledPhotos() {}

    /** What became of a search. */
    public sealed interface Outcome {
        /** There are photos, at least one, in the order of their paths. */
        record Found(List<LabelledPhoto> photos) implements Outcome {
            public Found {
                photos = List.copyOf(photos);
            }
        }

        /** There are none; the sentence says why. */
        record Refused(String message) implements Outcome {}
    }

    /** Takes every file in a folder's folders; a folder's name is its photos' class. */
    public static Outcome inFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Outcome.Refused(folder + " is no folder");
        }
        List<LabelledPhoto> photos = new ArrayList<>();
        try {
            for (Path each : sorted(folder)) {
                if (Files.isDirectory(each)) {
                    for (Path file : sorted(each)) {
                        if (Files.isRegularFile(file)) {
                            photos.add(new LabelledPhoto(file, name(each)));
                        }
                    }
                }
            }
        } catch (IOException e) {
            return new Outcome.Refused(folder + " cannot be read: " + e);
        }
        return photos.isEmpty()
                ? new Outcome.Refused(
                        folder
                                + " has no photos: it must hold a folder for each class, named as in the model's labels")
                : new Outcome.Found(photos);
    }

    /**
     * Takes the files that a table names: tab-separated, with a header line that has the columns
     * {@code class} and {@code file}, the latter relative to the table's folder; a column {@code
     * leaf_group} names what the photo was taken of.
     *
     * @param split the {@code split} column's value of the rows to take; null for all rows
     */
    public static Outcome inTable(Path table, @Nullable String split) {
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            List<String> header =
                    Arrays.asList(Objects.requireNonNullElse(lines.readLine(), "").split("\t", -1));
            int classColumn = header.indexOf("class");
            int fileColumn = header.indexOf("file");
            int splitColumn = header.indexOf("split");
            int groupColumn = header.indexOf("leaf_group");
            if (classColumn < 0 || fileColumn < 0 || (split != null && splitColumn < 0)) {
                return new Outcome.Refused(
                        table
                                + " must begin with a line of tab-separated columns, "
                                + (split == null ? "class and file" : "class, file and split")
                                + " among them");
            }
            List<LabelledPhoto> photos = new ArrayList<>();
            Set<String> splits = new TreeSet<>();
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] cells = line.split("\t", -1);
                if (cells.length != header.size()) {
                    return new Outcome.Refused(
                            "%s: line %d has %d %s, the first has %d"
                                    .formatted(
                                            table,
                                            number,
                                            cells.length,
                                            cells.length == 1 ? "column" : "columns",
                                            header.size()));
                }
                if (split != null) {
                    splits.add(cells[splitColumn]);
                }
                if (split == null || cells[splitColumn].equals(split)) {
                    photos.add(
                            new LabelledPhoto(
                                    table.resolveSibling(cells[fileColumn]),
                                    cells[classColumn],
                                    groupColumn < 0 || cells[groupColumn].isBlank()
                                            ? null
                                            : cells[groupColumn]));
                }
            }
            return photos.isEmpty()
                    ? new Outcome.Refused(table + " names no photos" + inSplit(split, splits))
                    : new Outcome.Found(photos);
        } catch (CharacterCodingException e) {
            return new Outcome.Refused(table + " is not text in UTF-8");
        } catch (IOException e) {
            return new Outcome.Refused(table + " cannot be read: " + e);
        }
    }

    private static String inSplit(@Nullable String split, Set<String> splits) {
        return split == null
                ? ""
                : " of the split " + split + "; it has " + String.join(", ", splits);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
