package io.floracare.gateway.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some files mean, as of now. Each {@link #get} looks whether the files are others than before
 * (a few microseconds, no thread and no notification that could be missed) and reads them again if
 * so. Files that are gone or unusable change nothing: what was read last stays in force, and the
 * log says why, once a change. Safe for any thread.
 *
 * @param <T> what the files mean
 */
public final class WatchedFiles<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<Path> files;
    private final Reader<T> reader;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Snapshot<T> snapshot;

    /**
     * Reads files.
     *
     * @param <T> what they mean
     */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * What the files mean now.
         *
         * @throws IOException if they mean nothing; its message says what is wrong with which
         */
        T read() throws IOException;
    }

    /** What makes a file another one: replaced by a rename, or written in place. */
    private record Stamp(boolean there, FileTime modified, long size, @Nullable Object identity) {}

    private record Snapshot<T>(List<Stamp> stamps, T value) {}

    private WatchedFiles(List<Path> files, Reader<T> reader, Snapshot<T> first) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.snapshot = first;
    }

    /**
     * Reads the files for the first time.
     *
     * @throws IOException if they mean nothing
     */
    public static <T> WatchedFiles<T> open(List<Path> files, Reader<T> reader) throws IOException {
        List<Stamp> stamps = stamps(files);
        return new WatchedFiles<>(files, reader, new Snapshot<>(stamps, reader.read()));
    }

    /**
     * As {@link #open}, for files that may come later.
     *
     * @param before what holds until all of them are there
     */
    public static <T> WatchedFiles<T> openOrElse(List<Path> files, T before, Reader<T> reader)
            throws IOException {
        List<Stamp> stamps = stamps(files);
        T value = stamps.stream().allMatch(Stamp::there) ? reader.read() : before;
        return new WatchedFiles<>(files, reader, new Snapshot<>(stamps, value));
    }

    /** What the files mean, or meant when they last meant anything. */
    public T get() {
        Snapshot<T> known = snapshot;
        if (stamps(files).equals(known.stamps)) {
            return known.value;
        }
        reading.lock();
        try {
            // Taken before reading: a write in between makes another stamp, and so another read.
            List<Stamp> stamps = stamps(files);
            known = snapshot;
            if (!stamps.equals(known.stamps)) {
                known = new Snapshot<>(stamps, readAgain(stamps, known.value));
                snapshot = known;
            }
            return known.value;
        } finally {
            reading.unlock();
        }
    }

    private T readAgain(List<Stamp> stamps, T old) {
        String problem = "a file is gone";
        if (stamps.stream().allMatch(Stamp::there)) {
            try {
                T value = reader.read();
                LOG.atInfo().addKeyValue("files", files).log("Changed files are in force");
                return value;
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        LOG.atError()
                .addKeyValue("files", files)
                .addKeyValue("problem", problem)
                .log("Changed files are unusable; what they held before stays in force");
        return old;
    }

    private static List<Stamp> stamps(List<Path> files) {
        List<Stamp> stamps = new ArrayList<>(files.size());
        for (Path file : files) {
            stamps.add(stamp(file));
        }
        return stamps;
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(true, now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return new Stamp(false, FileTime.fromMillis(0), 0, null);
        }
    }
}
