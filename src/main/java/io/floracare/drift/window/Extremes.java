package io.floracare.drift.window;

import io.floracare.drift.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ids of the photos with the lowest and the highest values of each feature, a few of each: those
 * most typical of a change. Merges in any order to the same. Not thread-safe.
 */
final class Extremes {
    private static final int KEPT = 3;
    private static final Comparator<Entry> LOWEST =
            Comparator.comparingDouble(Entry::value).thenComparing(Entry::id);
    private static final Comparator<Entry> HIGHEST =
            Comparator.comparingDouble(Entry::value).reversed().thenComparing(Entry::id);

    private final List<List<Entry>> low = new ArrayList<>();
    private final List<List<Entry>> high = new ArrayList<>();

    /** No photos of some features. */
    Extremes(int features) {
        for (int i = 0; i < features; i++) {
            low.add(new ArrayList<>());
            high.add(new ArrayList<>());
        }
    }

    /** Offers a photo whose values are of these features. */
    void offer(String id, Observation photo) {
        for (int i = 0; i < low.size(); i++) {
            double value = photo.value(i);
            if (!Double.isNaN(value)) {
                offer(low.get(i), new Entry(value, id), LOWEST);
                offer(high.get(i), new Entry(value, id), HIGHEST);
            }
        }
    }

    private static void offer(List<Entry> kept, Entry entry, Comparator<Entry> order) {
        if (kept.size() == KEPT && order.compare(entry, kept.getLast()) >= 0) {
            return;
        }
        kept.add(entry);
        kept.sort(order);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    void merge(Extremes other) {
        for (int i = 0; i < low.size(); i++) {
            for (Entry entry : other.low.get(i)) {
                offer(low.get(i), entry, LOWEST);
            }
            for (Entry entry : other.high.get(i)) {
                offer(high.get(i), entry, HIGHEST);
            }
        }
    }

    /** Ids of the photos at one end of a feature, the furthest first. */
    List<String> ids(int feature, boolean highest) {
        return (highest ? high : low).get(feature).stream().map(Entry::id).toList();
    }

    void write(ByteWriter out) {
        out.putInt(low.size());
        for (List<List<Entry>> ends : List.of(low, high)) {
            for (List<Entry> end : ends) {
                out.put(end.size());
                end.forEach(entry -> out.putDouble(entry.value).putText(entry.id));
            }
        }
    }

    static Extremes read(ByteReader in) {
        Extremes extremes = new Extremes(in.getInt());
        for (List<List<Entry>> ends : List.of(extremes.low, extremes.high)) {
            for (List<Entry> end : ends) {
                for (int left = in.get(); left > 0; left--) {
                    end.add(new Entry(in.getDouble(), in.getText()));
                }
            }
        }
        return extremes;
    }

    private record Entry(double value, String id) {}
}
