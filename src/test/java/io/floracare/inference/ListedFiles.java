package io.floracare.inference;

import io.floracare.model.PackageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a manifest would say of a folder's files. */
public final class ListedFiles {
    private ListedFiles() {}

    /** Every file under the folder by its path in it. */
    public static Map<String, PackageFile> of(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        }
        Map<String, PackageFile> listed = new HashMap<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            listed.put(
                    folder.relativize(file).toString(),
                    new PackageFile(bytes.length, sha256(bytes)));
        }
        return listed;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
