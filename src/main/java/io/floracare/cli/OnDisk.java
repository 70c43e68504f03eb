package io.floracare.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an option's or operand's path leads to. {@link Arguments} checks it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface OnDisk {
    /** What it leads to. */
    Kind value();

    /** What a path can lead to. */
    enum Kind {
        /** A file that is read. */
        FILE,
        /** A folder that is read. */
        FOLDER,
        /** A file or a folder that is read. */
        FILE_OR_FOLDER,
        /** A file that is written, in a folder that is there. */
        OUTPUT,
        /** A folder that is written, made with those above it when missing. */
        DATA;

        /** What was to be expected instead; null if the path is right. */
        @Nullable String expected(Path path) {
            return switch (this) {
                case FILE -> input(path, "a file", !Files.isDirectory(path));
                case FOLDER -> input(path, "a folder", Files.isDirectory(path));
                case FILE_OR_FOLDER -> input(path, "a file or a folder", true);
                case OUTPUT -> output(path.toAbsolutePath());
                case DATA -> data(path.toAbsolutePath());
            };
        }

        private static @Nullable String input(Path path, String what, boolean kind) {
            if (!Files.exists(path) || !kind) {
                return what + " that exists";
            }
            return Files.isReadable(path) ? null : what + " that this user may read";
        }

        private static @Nullable String output(Path file) {
            Path folder = file.getParent();
            if (folder == null || Files.isDirectory(file) || !Files.isDirectory(folder)) {
                return "the name of a file in a folder that exists";
            }
            return Files.isWritable(Files.exists(file) ? file : folder)
                    ? null
                    : "a file that this user may write";
        }

        private static @Nullable String data(Path folder) {
            Path there = folder;
            while (there != null && !Files.exists(there)) {
                there = there.getParent();
            }
            return there != null && Files.isDirectory(there) && Files.isWritable(there)
                    ? null
                    : "a folder that this user may write";
        }
    }
}
