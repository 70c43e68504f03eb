package io.floracare.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second server off a folder. Kafka's own lock is taken only after the metadata log was
 * opened: by then the newcomer has damaged the one that runs.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made when missing.
     *
     * @throws IOException with a sentence, if another process or a server of this one has it
     */
    static FolderLock take(Path dir) throws IOException {
        Files.createDirectories(dir);
        FileChannel channel =
                FileChannel.open(
                        dir.resolve(".in-use"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "the folder " + dir + " is in use by another embedded server: stop it first");
        }
        return new FolderLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
