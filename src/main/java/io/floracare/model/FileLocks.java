package io.floracare.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Locks by name between the threads and processes that use one folder. A lock dies with its
 * process; the files stay, because removing one that another process is about to lock would give
 * two of them the same lock.
 */
final class FileLocks {
    private static final Duration POLL = Duration.ofMillis(100);
    private final Path directory;
    private final Sleeper sleeper;

    FileLocks(Path directory, Sleeper sleeper) {
        this.directory = directory;
        this.sleeper = sleeper;
    }

    /** Waits for a lock; closing frees it. */
    Held acquire(String name) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(
                        directory.resolve(name + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            while (true) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    locked = true;
                    return new Held(channel);
                }
                // Polled, because a blocking lock cannot be waited for within one process.
                sleeper.sleep(POLL);
            }
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** A lock that is held. */
    record Held(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
