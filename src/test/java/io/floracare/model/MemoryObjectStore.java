package io.floracare.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be switched off, and can fail a given number of downloads. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final AtomicInteger downloads = new AtomicInteger();
    private volatile @Nullable String outage;
    private volatile @Nullable String refusal;
    private volatile int failAfterDownloads = Integer.MAX_VALUE;

    /** From now on the store does not answer; null ends that. */
    void outage(@Nullable String reason) {
        outage = reason;
    }

    /** From now on the store says no; null ends that. */
    void refusal(@Nullable String reason) {
        refusal = reason;
    }

    /** The store goes away after so many more downloads. */
    void failAfterDownloads(int number) {
        failAfterDownloads = downloads.get() + number;
    }

    int downloads() {
        return downloads.get();
    }

    void put(String key, byte[] bytes) {
        objects.put(key, bytes.clone());
    }

    /** Stores every file of a folder as it is, whatever its manifest says. */
    void putFolder(String prefix, Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                put(prefix + folder.relativize(file), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String uri(String key) {
        return "memory://" + key;
    }

    @Override
    public List<StoredObject> list(String prefix, int limit)
            throws RefusedException, UnavailableException {
        check();
        List<StoredObject> found =
                objects.tailMap(prefix, true).entrySet().stream()
                        .takeWhile(e -> e.getKey().startsWith(prefix))
                        .map(e -> stored(e.getKey(), e.getValue()))
                        .toList();
        if (found.size() > limit) {
            throw new RefusedException("there are more than " + limit + " objects");
        }
        return found;
    }

    @Override
    public Optional<StoredObject> find(String key) throws RefusedException, UnavailableException {
        check();
        return Optional.ofNullable(objects.get(key)).map(bytes -> stored(key, bytes));
    }

    @Override
    public Optional<byte[]> read(String key, int limit)
            throws RefusedException, UnavailableException {
        check();
        byte[] bytes = objects.get(key);
        checkLength(key, bytes, limit);
        return Optional.ofNullable(bytes);
    }

    @Override
    public Optional<PackageFile> download(String key, Path file, long limit)
            throws RefusedException, UnavailableException {
        check();
        if (downloads.get() >= failAfterDownloads) {
            throw new UnavailableException("the connection was reset", null);
        }
        downloads.incrementAndGet();
        byte[] bytes = objects.get(key);
        checkLength(key, bytes, limit);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UnavailableException("the file cannot be written", e);
        }
        return Optional.of(new PackageFile(bytes.length, Sha256.of(bytes)));
    }

    @Override
    public boolean upload(String key, Path file, PackageFile content, boolean replace)
            throws RefusedException, UnavailableException {
        check();
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!new PackageFile(bytes.length, Sha256.of(bytes)).equals(content)) {
                throw new RefusedException("what arrived is not what was announced");
            }
            if (replace) {
                objects.put(key, bytes);
                return true;
            }
            return objects.putIfAbsent(key, bytes) == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String key) throws RefusedException, UnavailableException {
        check();
        objects.remove(key);
    }

    @Override
    public void close() {}

    private void check() throws RefusedException, UnavailableException {
        String no = refusal;
        if (no != null) {
            throw new RefusedException(no);
        }
        String gone = outage;
        if (gone != null) {
            throw new UnavailableException(gone, null);
        }
    }

    private static void checkLength(String key, byte @Nullable [] bytes, long limit)
            throws RefusedException {
        if (bytes != null && bytes.length > limit) {
            throw new RefusedException(
                    "%s has %,d bytes or more; at most %,d are read"
                            .formatted(key, bytes.length, limit));
        }
    }

    private static StoredObject stored(String key, byte[] bytes) {
        return new StoredObject(key, bytes.length, Sha256.of(bytes));
    }
}
