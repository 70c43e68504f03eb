package io.floracare.drift;

import io.floracare.drift.stats.BinEdges;
import io.floracare.message.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a photo counts by one layout: found once, however many segments it counts in. */
public final class PhotoCells {
    /** Not answered, as pictures of training photos in a reference. */
    static final int NONE = -1;

    private final int[] cells;
    private final long[] offsets;
    private final int bucket;
    private final int prediction;
    private final int outcome;

    private PhotoCells(int[] cells, long[] offsets, int bucket, int prediction, int outcome) {
        this.cells = cells;
        this.offsets = offsets;
        this.bucket = bucket;
        this.prediction = prediction;
        this.outcome = outcome;
    }

    /** Of a photo whose values are those of the layout. */
    static PhotoCells of(Observation photo, Layout layout) {
        return of(photo, layout, null);
    }

    /**
     * Of a photo.
     *
     * @param columns index of each of the layout's features among the photo's values; null for the
     *     same. A value that the photo lacks is missing
     */
    public static PhotoCells of(Observation photo, Layout layout, int @Nullable [] columns) {
        List<BinEdges> edges = layout.edges();
        int[] cells = new int[edges.size()];
        long[] offsets = new long[cells.length];
        for (int i = 0; i < cells.length; i++) {
            int column = columns == null ? i : columns[i];
            double value = column < photo.size() ? photo.value(column) : Double.NaN;
            BinEdges of = edges.get(i);
            int cell = of.cell(value);
            cells[i] = cell;
            offsets[i] = of.offset(cell, value);
        }
        return new PhotoCells(
                cells,
                offsets,
                photo.bucket(),
                photo.prediction(),
                photo.answered() ? outcome(photo, layout) : NONE);
    }

    private static int outcome(Observation photo, Layout layout) {
        if (layout.isBackground(photo.prediction())) {
            return WindowCounts.BACKGROUND;
        }
        return photo.status() == Status.OK ? WindowCounts.OK : WindowCounts.UNCERTAIN;
    }

    int cell(int feature) {
        return cells[feature];
    }

    long offset(int feature) {
        return offsets[feature];
    }

    int bucket() {
        return bucket;
    }

    int prediction() {
        return prediction;
    }

    int outcome() {
        return outcome;
    }
}
