package io.floracare.gateway.audit;

import io.floracare.gateway.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a file that its owner alone may read. When it is large, it is put aside as {@code
 * NAME.1}, what was {@code NAME.1} becomes {@code NAME.2}, and the oldest goes. One system call an
 * event: a process that is killed loses none that was written.
 */
public final class FileAudit implements AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(FileAudit.class);

    private final AuditLine line = new AuditLine();
    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final long maxBytes;
    private final int keep;
    private FileChannel channel;

    private FileAudit(Path file, long maxBytes, int keep, FileChannel channel) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.keep = keep;
        this.channel = channel;
    }

    /**
     * Opens the file, which may have content.
     *
     * @param file its folder is made if need be
     * @param maxBytes at which it is put aside
     * @param keep how many that were put aside are kept
     * @throws IOException if it cannot be written to
     */
    public static FileAudit open(Path file, long maxBytes, int keep) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(PrivateFiles.parent(absolute));
        return new FileAudit(absolute, maxBytes, keep, append(absolute));
    }

    @Override
    public void write(AuditEvent event) {
        byte[] bytes = line.of(event);
        lock.lock();
        try {
            if (channel.size() > 0 && channel.size() + bytes.length > maxBytes) {
                rotate();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("Audit event is lost");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("Audit file is not closed");
        } finally {
            lock.unlock();
        }
    }

    private void rotate() throws IOException {
        channel.close();
        try {
            for (int n = keep; n > 0; n--) {
                Path from = n == 1 ? file : aside(n - 1);
                if (Files.exists(from)) {
                    Files.move(from, aside(n), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } finally {
            channel = append(file);
        }
    }

    private Path aside(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }

    private static FileChannel append(Path file) throws IOException {
        return PrivateFiles.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
}
