package io.floracare.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file to publish.
 *
 * @param path where it is
 * @param subject its path relative to the folder that was named, with {@code /}; its name when it
 *     was named itself
 */
public record ImageFile(Path path, String subject) {

    /**
     * Every regular file that was named or is below a named folder, hidden ones and those that are
     * no images included; each once, in the order of the names and, below a folder, of the
     * subjects.
     *
     * @throws IOException with a sentence, if a name leads nowhere, a folder cannot be read, or
     *     there is no file
     */
    public static List<ImageFile> walk(List<Path> named) throws IOException {
        List<ImageFile> files = new ArrayList<>();
        for (Path path : named) {
            if (Files.isRegularFile(path)) {
                files.add(new ImageFile(path, subject(path.getFileName())));
            } else if (Files.isDirectory(path)) {
                files.addAll(below(path.toRealPath()));
            } else {
                throw new IOException(path + " is neither a file nor a folder");
            }
        }
        if (files.isEmpty()) {
            throw new IOException(
                    "there are no files under "
                            + named.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        return files.stream().distinct().toList();
    }

    private static List<ImageFile> below(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> new ImageFile(path, subject(folder.relativize(path))))
                    .sorted(Comparator.comparing(ImageFile::subject))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "the folder "
                            + folder
                            + " cannot be read to its end: "
                            + (e.getCause() instanceof AccessDeniedException denied
                                    ? denied.getFile() + " may not be read by this user"
                                    : e.getMessage()),
                    e);
        }
    }

    private static String subject(Path path) {
        return OutgoingImage.subject(path.toString());
    }
}
