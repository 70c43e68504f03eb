package io.floracare.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.floracare.message.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was published, kept in a file so that a second run goes on where the first stopped. An image
 * is entered before it is sent and again when the broker has it: one that was on its way when the
 * process died is sent again under the same id.
 */
public final class PublishJournal implements AutoCloseable {
    private final Map<String, Entry> entries = new HashMap<>();
    private final String cluster;
    private final String topic;
    private final @Nullable Path file;
    private final @Nullable BufferedWriter out;

    private int older;

    private PublishJournal(
            String cluster, String topic, @Nullable Path file, @Nullable BufferedWriter out) {
        this.cluster = cluster;
        this.topic = topic;
        this.file = file;
        this.out = out;
    }

    /** One line of the file; earlier versions wrote neither cluster nor topic, but an address. */
    private record Entry(
            @Nullable String cluster,
            @Nullable String topic,
            String path,
            String sha256,
            String id,
            boolean done) {}

    /**
     * Opens or begins a journal.
     *
     * @param file one JSON object a line; made when missing
     * @param cluster id of the cluster that is published to; what went to another one, or to
     *     another topic, does not count
     */
    public static PublishJournal open(Path file, String cluster, String topic) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean exists = Files.exists(file);
        BufferedWriter out =
                Files.newBufferedWriter(
                        file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        PublishJournal journal = new PublishJournal(cluster, topic, file.toAbsolutePath(), out);
        if (exists) {
            journal.load(file);
            // A process that was killed may have left half a line.
            out.newLine();
        }
        return journal;
    }

    /** A journal that remembers for one run only. */
    public static PublishJournal none() {
        return new PublishJournal("", "", null, null);
    }

    /**
     * Files that an earlier version published to an address, while nothing is known to be at this
     * cluster: which cluster had the address then is not known, so they are sent.
     */
    public synchronized int older() {
        return entries.isEmpty() ? older : 0;
    }

    /** Whether that is the journal's own file, which is not published. */
    boolean isFile(Path path) {
        return path.toAbsolutePath().equals(file);
    }

    /** The id of a file that the broker has with this content. */
    synchronized Optional<String> published(Path path, String sha256) {
        return entry(path, sha256).filter(Entry::done).map(Entry::id);
    }

    /** The id to send a file under: the one of an attempt that was cut off, else the new one. */
    synchronized String begin(Path path, String sha256, String newId) {
        Optional<Entry> before = entry(path, sha256);
        if (before.isPresent()) {
            return before.get().id();
        }
        write(new Entry(cluster, topic, key(path), sha256, newId, false));
        return newId;
    }

    /** The broker has it. */
    synchronized void done(Path path, String sha256, String id) {
        write(new Entry(cluster, topic, key(path), sha256, id, true));
    }

    private Optional<Entry> entry(Path path, String sha256) {
        return Optional.ofNullable(entries.get(key(path)))
                .filter(entry -> entry.sha256().equals(sha256));
    }

    private void load(Path from) throws IOException {
        for (String line : Files.readAllLines(from, UTF_8)) {
            Entry entry = parse(line);
            if (entry == null) {
                continue;
            }
            if (entry.cluster() == null && entry.done()) {
                older++;
            } else if (cluster.equals(entry.cluster()) && topic.equals(entry.topic())) {
                entries.put(entry.path(), entry);
            }
        }
    }

    private static @Nullable Entry parse(String line) {
        try {
            return line.isBlank() ? null : Json.mapper().readValue(line, Entry.class);
        } catch (JsonProcessingException e) {
            // Half a line of a process that was killed: that image counts as not sent.
            return null;
        }
    }

    private void write(Entry entry) {
        entries.put(entry.path(), entry);
        if (out == null) {
            return;
        }
        try {
            out.write(Json.mapper().writeValueAsString(entry));
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the journal " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String key(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
