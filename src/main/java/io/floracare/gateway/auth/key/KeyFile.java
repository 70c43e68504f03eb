package io.floracare.gateway.auth.key;

import io.floracare.gateway.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps the keys. Readers see the old content or the new, never a part, and need no
 * lock: a change is written beside the file, for its owner alone, and renamed over it. Writers of
 * all processes take turns by a lock on a file beside it.
 */
public final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path path;
    private final KeyJson json = new KeyJson();

    /**
     * @param path of the file, which need not exist yet
     */
    public KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whether it exists. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the keys; a file that does not exist holds none.
     *
     * @throws IOException if it cannot be read; the message says what is wrong with which file
     */
    public KeyList read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return KeyList.empty();
        } catch (AccessDeniedException e) {
            throw new IOException("the keys file " + path + " may not be read by this user", e);
        } catch (IOException e) {
            throw new IOException("cannot read the keys file " + path + ": " + e.getMessage(), e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("the keys file " + path + " is larger than 8 MiB");
        }
        if (PrivateFiles.othersMayWrite(path)) {
            LOG.atWarn()
                    .addKeyValue("file", path)
                    .log("Others may write the keys file, and so let anybody in: chmod 600");
        }
        try {
            return json.read(bytes);
        } catch (IOException e) {
            throw new IOException("the keys file " + path + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Changes the keys, alone among all processes.
     *
     * @param change called once; may throw to leave all as it was
     * @throws IOException if the file cannot be read or written; the message says why
     */
    void update(UnaryOperator<KeyList> change) throws IOException {
        Path folder = PrivateFiles.parent(path);
        try {
            Files.createDirectories(folder);
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel =
                            PrivateFiles.open(
                                    lockFile,
                                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                    FileLock lock = lock(channel)) {
                LOG.atDebug().addKeyValue("lock", lock).log("Keys file is locked");
                // A link, as volumes have them, stays; what it leads to is replaced.
                replace(Files.exists(path) ? path.toRealPath() : path, change.apply(read()));
            }
        } catch (AccessDeniedException e) {
            throw new IOException("the folder " + folder + " of keys may not be written to", e);
        } catch (FileSystemException e) {
            throw new IOException(
                    "cannot change the keys file "
                            + path
                            + ": its folder must be writable, a file that is mounted by itself"
                            + " cannot be replaced",
                    e);
        }
    }

    private void replace(Path target, KeyList keys) throws IOException {
        Path fresh = PrivateFiles.beside(target);
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(json.write(keys));
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Other processes hold the lock for milliseconds; within this one it cannot be waited for. */
    private FileLock lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                @Nullable FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                LOG.atTrace().log("Another thread changes the keys file");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IOException("another process holds the keys file " + path + " locked");
    }
}
