package io.floracare.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts reports into a folder, made when missing. */
public final class FolderReportStore implements ReportStore {
    private final Path folder;

    public FolderReportStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        try {
            Files.createDirectories(folder);
            Path partial = Files.createTempFile(folder, ".report-", ".part");
            try {
                Files.write(partial, content);
                Files.move(
                        partial,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new IOException(place(name) + " cannot be written: " + e, e);
        }
    }

    @Override
    public String place(String name) {
        return folder.resolve(name).toString();
    }
}
