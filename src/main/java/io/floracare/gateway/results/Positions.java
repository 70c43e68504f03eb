package io.floracare.gateway.results;

import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader of the result topic has come: by partition, the offset after the last result. As
 * text it is the event id of a stream, so that a stream resumes on any instance, in whatever order
 * that one reads the partitions.
 */
record Positions(Map<Integer, Long> next) {
    private static final Pattern PART = Pattern.compile("(\\d{1,6})-(\\d{1,18})");
    private static final int MAX_PARTITIONS = 1000;

    Positions {
        next = Map.copyOf(next);
    }

    /** After one more result. */
    Positions after(int partition, long offset) {
        Map<Integer, Long> more = new TreeMap<>(next);
        more.merge(partition, offset + 1, Math::max);
        return new Positions(more);
    }

    /** Whether the reader has had a result already. */
    boolean covers(int partition, long offset) {
        return offset < next.getOrDefault(partition, 0L);
    }

    /** The positions that an event id names; empty for text that is none. */
    static Optional<Positions> parse(String text) {
        Map<Integer, Long> next = new TreeMap<>();
        String[] parts = text.split("\\.", MAX_PARTITIONS + 1);
        for (String part : parts) {
            Matcher matcher = PART.matcher(part);
            if (parts.length > MAX_PARTITIONS || !matcher.matches()) {
                return Optional.empty();
            }
            next.put(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
        return Optional.of(new Positions(next));
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(".");
        new TreeMap<>(next).forEach((partition, offset) -> text.add(partition + "-" + offset));
        return text.toString();
    }
}
