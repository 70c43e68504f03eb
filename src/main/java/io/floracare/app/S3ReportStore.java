package io.floracare.app;

import io.floracare.model.ObjectStore;
import io.floracare.model.PackageFile;
import io.floracare.model.RefusedException;
import io.floracare.model.UnavailableException;
import io.floracare.report.ReportStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts reports into a bucket. */
final class S3ReportStore implements ReportStore {
    private final ObjectStore bucket;
    private final String prefix;

    /**
     * @param prefix before each name; empty, or ending in a slash
     */
    S3ReportStore(ObjectStore bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        Path file = Files.createTempFile("floracare-report-", ".part");
        try {
            Files.write(file, content);
            bucket.upload(prefix + name, file, PackageFile.of(content), true);
        } catch (RefusedException | UnavailableException e) {
            throw new IOException(place(name) + " cannot be written: " + e.getMessage(), e);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public String place(String name) {
        return bucket.uri(prefix + name);
    }
}
