package io.floracare.model;

import com.fasterxml.jackson.core.JacksonException;
import io.floracare.message.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** One small file an address: which package it had when it was last fetched. */
final class AddressIndex {
    private final Path directory;

    AddressIndex(Path directory) {
        this.directory = directory;
    }

    /**
     * What an address had.
     *
     * @param address as people write it
     * @param tag what the store said of it, to see whether it changed
     * @param manifestSha256 digest of the package's manifest
     */
    record Entry(String address, String tag, String manifestSha256) {
        Entry {
            if (!PackageFile.isSha256(manifestSha256)) {
                throw new IllegalArgumentException("not a SHA-256: " + manifestSha256);
            }
        }
    }

    Optional<Entry> find(String address) throws IOException {
        try {
            Entry entry = Json.mapper().readValue(Files.readAllBytes(file(address)), Entry.class);
            return Optional.of(entry).filter(e -> e.address().equals(address));
        } catch (NoSuchFileException | JacksonException e) {
            // Never fetched, or damaged, which is the same: it is fetched and written again.
            return Optional.empty();
        }
    }

    void put(Entry entry) throws IOException {
        Files.createDirectories(directory);
        Path written = Files.createTempFile(directory, "entry-", ".tmp");
        Files.write(written, Json.mapper().writeValueAsBytes(entry));
        Files.move(
                written,
                file(entry.address()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String address) {
        return directory.resolve(Sha256.of(address.getBytes(StandardCharsets.UTF_8)) + ".json");
    }
}
