package io.floracare.model;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** Walks a package's folder and stops at the first thing that the manifest does not list. */
final class ListedOnly extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    ListedOnly(Path root, Manifest manifest) {
        this.root = root;
        files.add(Manifest.FILE);
        folders.add("");
        for (String path : manifest.files().keySet()) {
            files.add(path);
            for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
                folders.add(path.substring(0, at));
            }
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
            throws IOException {
        if (!folders.contains(relative(dir))) {
            throw new UnlistedException("it holds a folder that the manifest does not list", dir);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (!files.contains(relative(file))) {
            throw new UnlistedException("it holds a file that the manifest does not list", file);
        }
        if (!attributes.isRegularFile()) {
            throw new UnlistedException("it holds a link or special file", file);
        }
        return FileVisitResult.CONTINUE;
    }

    private String relative(Path path) {
        String separator = path.getFileSystem().getSeparator();
        return root.relativize(path).toString().replace(separator, "/");
    }

    /** Something is there that must not be. */
    final class UnlistedException extends IOException {
        @Serial private static final long serialVersionUID = 1L;

        private UnlistedException(String problem, Path path) {
            super(problem + ": " + relative(path));
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
