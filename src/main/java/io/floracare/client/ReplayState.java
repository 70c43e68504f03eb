package io.floracare.client;

import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which letters of one partition are dealt with: all below an end but for some ranges that a filter
 * passed over. Kept as the committed offset, the first letter that is left, and its metadata, the
 * ranges, so that Kafka commits them together with the records that were replayed.
 */
final class ReplayState {
    /** Brokers refuse offset metadata of more than 4096 bytes by default. */
    private static final int MAX_METADATA = 4000;

    private static final String VERSION = "1";

    /** First offset that no replay has looked at. */
    private long end;

    /** Offsets below {@code end} that are left: first to last, inclusive, disjoint. */
    private final TreeMap<Long, Long> left = new TreeMap<>();

    private ReplayState(long end) {
        this.end = end;
    }

    /** Nothing at or above that offset is dealt with. */
    static ReplayState from(long offset) {
        return new ReplayState(offset);
    }

    /**
     * What was committed.
     *
     * @param committed null if nothing was
     * @param beginning oldest offset that is kept
     */
    static ReplayState of(@Nullable OffsetAndMetadata committed, long beginning) {
        if (committed == null) {
            return from(beginning);
        }
        ReplayState state = new ReplayState(Math.max(committed.offset(), beginning));
        String[] parts = committed.metadata().split(":", 3);
        if (parts.length == 3 && parts[0].equals(VERSION)) {
            state.end = Math.max(beginning, Long.parseLong(parts[1], 36));
            long previous = 0;
            for (String range : parts[2].isEmpty() ? new String[0] : parts[2].split(",")) {
                String[] bounds = range.split("\\+", 2);
                long first = previous + Long.parseLong(bounds[0], 36);
                long last = first + (bounds.length == 2 ? Long.parseLong(bounds[1], 36) : 0);
                if (last >= beginning) {
                    state.left.put(Math.max(first, beginning), last);
                }
                previous = last;
            }
        }
        return state;
    }

    /** Whether a replay has dealt with a letter. */
    boolean isDone(long offset) {
        var range = left.floorEntry(offset);
        return offset < end && (range == null || range.getValue() < offset);
    }

    /** First letter that may be left to deal with. */
    long start() {
        return left.isEmpty() ? end : left.firstKey();
    }

    /** A letter is dealt with. */
    void done(long offset) {
        var range = left.floorEntry(offset);
        if (range != null && range.getValue() >= offset) {
            left.remove(range.getKey());
            if (range.getKey() < offset) {
                left.put(range.getKey(), offset - 1);
            }
            if (range.getValue() > offset) {
                left.put(offset + 1, range.getValue());
            }
        }
        end = Math.max(end, offset + 1);
    }

    /** A letter is passed over, to be dealt with by another replay. */
    void leave(long offset) {
        if (offset < end) {
            return;
        }
        var last = left.lastEntry();
        // Between two neighbouring letters there are only transaction markers.
        if (last != null && last.getValue() == end - 1) {
            left.put(last.getKey(), offset);
        } else {
            left.put(offset, offset);
        }
        end = offset + 1;
    }

    /** What to commit. */
    OffsetAndMetadata committed() {
        return new OffsetAndMetadata(start(), metadata());
    }

    /** Whether one more gap may no longer fit into what Kafka commits. */
    boolean isFull() {
        return metadata().length() > MAX_METADATA;
    }

    private String metadata() {
        StringBuilder text = new StringBuilder(VERSION + ":" + Long.toString(end, 36) + ":");
        LongConsumer append = number -> text.append(Long.toString(number, 36));
        long previous = 0;
        for (var range : left.entrySet()) {
            if (previous > 0 || text.charAt(text.length() - 1) != ':') {
                text.append(',');
            }
            append.accept(range.getKey() - previous);
            if (range.getValue() > range.getKey()) {
                text.append('+');
                append.accept(range.getValue() - range.getKey());
            }
            previous = range.getValue();
        }
        return text.toString();
    }
}
