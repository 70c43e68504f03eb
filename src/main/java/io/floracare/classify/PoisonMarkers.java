package io.floracare.classify;

import io.floracare.message.Result.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers across deaths of the process which record each thread had in hand, so that an image
 * that kills the process is recognised. A marker is a memory-mapped file: writing it costs no
 * system call, and the kernel keeps what was written when the process is killed. Each process owns
 * one numbered folder, held by a file lock; a new process takes over the folder of a dead one and
 * counts its deaths.
 */
public final class PoisonMarkers implements AutoCloseable {
    /** Deaths after which a record is not tried again. */
    public static final int FATAL_DEATHS = 2;

    private static final int MARKER_BYTES = 512;
    private static final int MAX_REMEMBERED = 1000;

    private final Path folder;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<Source, Integer> deaths = new LinkedHashMap<>();
    private int nextMarker;

    private PoisonMarkers(Path folder, FileChannel lockChannel, FileLock lock) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Takes a folder under {@code root} that no living process holds, and counts what its last
     * owner died on.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static PoisonMarkers open(Path root) {
        try {
            for (int number = 0; ; number++) {
                Path folder = Files.createDirectories(root.resolve(Integer.toString(number)));
                FileChannel channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel);
                if (lock == null) {
                    channel.close();
                    continue;
                }
                PoisonMarkers markers = new PoisonMarkers(folder, channel, lock);
                markers.countDeaths();
                return markers;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep record markers under " + root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this JVM
        }
    }

    private void countDeaths() throws IOException {
        Path file = folder.resolve("deaths");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t", -1);
                if (parts.length == 4) {
                    deaths.put(
                            new Source(
                                    parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2])),
                            Integer.parseInt(parts[3]));
                }
            }
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(path -> path.getFileName().toString().endsWith(".marker")).toList();
        }
        for (Path marker : left) {
            Source inHand = Marker.read(Files.readAllBytes(marker));
            if (inHand != null) {
                deaths.merge(inHand, 1, Integer::sum);
            }
        }
        save();
        // Only now: a crash in between counts a death twice, never loses one.
        for (Path marker : left) {
            Files.delete(marker);
        }
    }

    /** Records that processes died on and that have not been finished since, with how often. */
    public synchronized Map<Source, Integer> deaths() {
        return Map.copyOf(deaths);
    }

    /** How often the process died on a record; hardly ever above 0. */
    synchronized int deaths(Source source) {
        return deaths.isEmpty() ? 0 : deaths.getOrDefault(source, 0);
    }

    /** Forgets a record that was survived. */
    synchronized void survived(Source source) {
        if (!deaths.isEmpty() && deaths.remove(source) != null) {
            try {
                save();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep record markers in " + folder, e);
            }
        }
    }

    private void save() throws IOException {
        while (deaths.size() > MAX_REMEMBERED) {
            deaths.remove(deaths.keySet().iterator().next());
        }
        List<String> lines = new ArrayList<>();
        deaths.forEach((source, count) ->
                lines.add(
                        source.topic()
                                + "\t"
                                + source.partition()
                                + "\t"
                                + source.offset()
                                + "\t"
                                + count));
        Path draft = Files.write(folder.resolve("deaths.draft"), lines);
        Files.move(
                draft,
                folder.resolve("deaths"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** A marker for the calling thread. */
    synchronized Marker marker() {
        Path file = folder.resolve(nextMarker++ + ".marker");
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new Marker(channel.map(FileChannel.MapMode.READ_WRITE, 0, MARKER_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the record marker " + file, e);
        }
    }

    /** Gives the folder up. Threads must have ended. */
    @Override
    public void close() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + folder, e);
        }
    }

    /** The record one thread has in hand. */
    static final class Marker {
        private final ByteBuffer buffer;

        Marker(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        /** The thread takes the record in hand. */
        void begin(Source source) {
            byte[] topic = source.topic().getBytes(StandardCharsets.UTF_8);
            buffer.putInt(4, source.partition());
            buffer.putLong(8, source.offset());
            buffer.putShort(16, (short) topic.length);
            buffer.put(18, topic);
            buffer.putInt(0, 1);
        }

        /** The thread is done with it, whatever came of it. */
        void end() {
            buffer.putInt(0, 0);
        }

        static @Nullable Source read(byte[] bytes) {
            if (bytes.length < MARKER_BYTES) {
                return null;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            short length = buffer.getShort(16);
            if (buffer.getInt(0) != 1 || length < 0 || length > MARKER_BYTES - 18) {
                return null;
            }
            return new Source(
                    new String(bytes, 18, length, StandardCharsets.UTF_8),
                    buffer.getInt(4),
                    buffer.getLong(8));
        }
    }
}
